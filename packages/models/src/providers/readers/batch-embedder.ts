// Sentence vectors from one shared worker, remembered. Owns the worker's life; knows nothing of relevance and of no platform.
import { AppError } from '@parley/spec';
import { z } from 'zod';
import { startIdleTimer } from '../../wait.ts';
import { cancelled, throwIfCancelled } from './pace.ts';

/** Universal Sentence Encoder Lite (D. Cer et al., "Universal Sentence Encoder", 2018), 512 dimensions, unit length. */
export interface Embedder {
  /**
   * One vector per text, in order. Throws `internal/cancelled` when the signal aborts, `provider/cut-off` when the worker
   * dies (the next call starts a new one) and `internal/bug` when the encoder cannot take a text.
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /** Stops the worker, if one runs; the next call starts a new one. */
  stop(): Promise<void>;
}

/** Who holds the encoder: a thread, or a part of this one. Is sent `{ id, texts }`; answers `{ id, vectors }` or `{ id, failure }`. */
export interface EmbedderWorker {
  on(event: 'message' | 'messageerror' | 'error' | 'exit', listener: (value: unknown) => void): unknown;
  postMessage(request: { readonly id: number; readonly texts: readonly string[] }, transfer: []): void;
  /** Whether it keeps the process alive. */
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

export interface BatchEmbedderOptions {
  startWorker(): EmbedderWorker;
  /** Milliseconds without work after which the worker gives its memory (about 200 MB) back; 60 s when absent. */
  readonly idleLimit?: number;
}

interface Waiting {
  resolve(vectors: Float32Array[]): void;
  reject(error: AppError): void;
}

interface Crew {
  readonly worker: EmbedderWorker;
  readonly waiting: Map<number, Waiting>;
}

const replySchema = z.union([
  z.object({ id: z.number(), vectors: z.array(z.instanceof(Float32Array)) }),
  z.object({ id: z.number(), failure: z.string() }),
]);
/** Small batches of like length cost the encoder the least time and memory. */
const batchSize = 8;
const keptVectors = 8192;

/** An embedder whose worker starts at the first text, never keeps the process alive while idle, and is replaced after a crash. */
export function createBatchEmbedder({ startWorker, idleLimit = 60_000 }: BatchEmbedderOptions): Embedder {
  const known = new Map<string, Float32Array>();
  const underWay = new Map<string, Promise<void>>();
  let crew: Crew | undefined;
  let lastId = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function hire(): Crew {
    const worker = startWorker();
    const hired: Crew = { worker, waiting: new Map() };
    const lose = (cause: unknown) => {
      if (crew === hired) crew = undefined;
      for (const waiting of hired.waiting.values()) waiting.reject(workerLost(cause));
      hired.waiting.clear();
    };
    worker.on('error', lose);
    worker.on('messageerror', lose);
    worker.on('exit', (code) => lose(new Error(`The worker exited with code ${String(code)}.`)));
    worker.on('message', (message: unknown) => {
      const reply = replySchema.parse(message);
      const waiting = hired.waiting.get(reply.id);
      hired.waiting.delete(reply.id);
      if (hired.waiting.size === 0) rest(hired);
      if ('vectors' in reply) waiting?.resolve(reply.vectors);
      else waiting?.reject(encoderFailed(reply.failure));
    });
    return hired;
  }

  function rest(resting: Crew): void {
    resting.worker.unref();
    clearTimeout(idle);
    idle = startIdleTimer(() => {
      if (crew === resting && resting.waiting.size === 0) void dismiss();
    }, idleLimit);
  }

  async function dismiss(): Promise<void> {
    const leaving = crew;
    crew = undefined;
    clearTimeout(idle);
    await leaving?.worker.terminate();
  }

  /** Asks the worker; settles when it answers or dies, whoever still listens. */
  function ask(texts: readonly string[]): Promise<Float32Array[]> {
    crew ??= hire();
    const { worker, waiting } = crew;
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, texts }, []);
    });
  }

  async function encode(texts: readonly string[]): Promise<void> {
    try {
      const vectors = await ask(texts);
      for (const [place, text] of texts.entries()) {
        const vector = vectors[place];
        if (!vector) throw encoderFailed('A text came back without a vector.');
        remember(text, vector);
      }
    } finally {
      for (const text of texts) underWay.delete(text);
    }
  }

  /** Starts a batch that later callers with the same texts wait for too. */
  function start(texts: readonly string[]): Promise<void> {
    const batch = encode(texts);
    batch.catch(() => undefined);
    for (const text of texts) underWay.set(text, batch);
    return batch;
  }

  function remember(text: string, vector: Float32Array): void {
    known.delete(text);
    known.set(text, vector);
    for (const oldest of known.keys()) {
      if (known.size <= keptVectors) break;
      known.delete(oldest);
    }
  }

  return {
    async embed(texts, signal) {
      const found = new Map<string, Float32Array>();
      let open = [...new Set(texts)].sort((first, second) => first.length - second.length);
      for (;;) {
        throwIfCancelled(signal);
        for (const text of open) {
          const vector = known.get(text);
          if (!vector) continue;
          remember(text, vector);
          found.set(text, vector);
        }
        open = open.filter((text) => !found.has(text));
        const [first] = open;
        if (first === undefined) break;
        const fresh = open.filter((text) => !underWay.has(text)).slice(0, batchSize);
        await orCancelled(fresh.length > 0 ? start(fresh) : underWay.get(first), signal);
      }
      return texts.flatMap((text) => found.get(text) ?? []);
    },
    stop: dismiss,
  };
}

/** The batch's end, or `internal/cancelled` as soon as the signal aborts. */
async function orCancelled(batch: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const cancel = () => {
    reject(cancelled());
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await Promise.race([batch, stopped]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function workerLost(cause: unknown): AppError {
  return new AppError(
    'provider/cut-off',
    'The semantic reader stopped in the middle of its work. The documents and all finished answers are kept; run it again and it starts afresh.',
    { cause },
  );
}

function encoderFailed(failure: string): AppError {
  return new AppError(
    'internal/bug',
    'The semantic reader could not encode a sentence. Finished answers are kept; choose another reader for this agent and run again.',
    { cause: new Error(failure) },
  );
}
