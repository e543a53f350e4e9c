// Reading HTML aside: a page made to take for ever, or all memory, costs its own thread and nothing else.
import { Worker } from 'node:worker_threads';
import { AppError } from '@parley/spec';
import { z } from 'zod';
import type { ReadPage } from './read-html.ts';

const readPageSchema = z.object({ title: z.string(), markdown: z.string() });

/** readHtml in a thread of its own; `provider/garbage` when that fails or takes longer than `limit` milliseconds. */
export async function readInWorker(
  html: string,
  address: string,
  signal: AbortSignal,
  limit: number,
): Promise<ReadPage> {
  const worker = new Worker(new URL('./html-worker.ts', import.meta.url), {
    workerData: { html, address },
    resourceLimits: { maxOldGenerationSizeMb: 384 },
    // Nothing of it belongs into our output.
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReadPage>();
  const stop = () => reject(signal.reason);
  const timer = setTimeout(() => reject(unreadable()), limit);
  signal.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: unknown) => resolve(readPageSchema.parse(message)));
  worker.on('error', (error) => reject(unreadable(error)));
  worker.on('exit', () => reject(unreadable()));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function unreadable(cause?: unknown): AppError {
  return new AppError(
    'provider/garbage',
    'The page came, and it is built so that it cannot be read. Try another page, or go on without it.',
    { cause },
  );
}
