// The embedder of a process of its own: its encoder works in a thread, so that long texts hold nothing up. Node only.
import { Worker } from 'node:worker_threads';
import { type BatchEmbedderOptions, createBatchEmbedder, type Embedder } from './batch-embedder.ts';

export type { Embedder } from './batch-embedder.ts';

/** An embedder over a thread; `startWorker` is replaced in tests that need to hold it. */
export function createEmbedder(options: Partial<BatchEmbedderOptions> = {}): Embedder {
  const startWorker = () => new Worker(new URL('./semantic-worker.ts', import.meta.url));
  return createBatchEmbedder({ startWorker, ...options });
}

/** The one of this process: its worker holds some 200 MB, which the readers and the search share. */
export const sharedEmbedder = createEmbedder();
