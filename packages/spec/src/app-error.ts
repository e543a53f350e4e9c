// AppError: the one class of fault at run time. A code from one table says who can fix it and which HTTP status fits.
import { z } from 'zod';

export const errorCategories = ['user', 'provider', 'limit', 'internal'] as const;
export type ErrorCategory = (typeof errorCategories)[number];

interface ErrorKind {
  readonly category: ErrorCategory;
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504;
  readonly retryable: boolean;
}

const errorTable = {
  'user/bad-request': { category: 'user', status: 400, retryable: false },
  'user/bad-document': { category: 'user', status: 422, retryable: false },
  'user/bad-graph': { category: 'user', status: 422, retryable: false },
  'user/no-material': { category: 'user', status: 422, retryable: false },
  'user/no-voice': { category: 'user', status: 422, retryable: false },
  'user/no-question': { category: 'user', status: 422, retryable: false },
  'user/missing-key': { category: 'user', status: 422, retryable: false },
  'user/unknown-family': { category: 'user', status: 422, retryable: false },
  'user/nobody-to-ask': { category: 'user', status: 422, retryable: false },
  'user/not-found': { category: 'user', status: 404, retryable: false },
  'user/conflict': { category: 'user', status: 409, retryable: false },
  'user/forbidden-origin': { category: 'user', status: 403, retryable: false },
  'user/unsupported-type': { category: 'user', status: 415, retryable: false },
  'limit/too-large': { category: 'limit', status: 413, retryable: false },
  'limit/rate': { category: 'limit', status: 429, retryable: true },
  'limit/quota': { category: 'limit', status: 429, retryable: false },
  'limit/spend': { category: 'limit', status: 402, retryable: false },
  'limit/context': { category: 'limit', status: 422, retryable: false },
  'provider/bad-key': { category: 'provider', status: 401, retryable: false },
  'provider/refused-request': { category: 'provider', status: 502, retryable: false },
  'provider/overloaded': { category: 'provider', status: 503, retryable: true },
  'provider/unreachable': { category: 'provider', status: 502, retryable: true },
  'provider/cut-off': { category: 'provider', status: 502, retryable: true },
  'provider/garbage': { category: 'provider', status: 502, retryable: true },
  'provider/timeout': { category: 'provider', status: 504, retryable: true },
  'internal/cancelled': { category: 'internal', status: 409, retryable: false },
  'internal/storage': { category: 'internal', status: 503, retryable: true },
  'internal/bug': { category: 'internal', status: 500, retryable: false },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal are its keys
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** What crosses a wire or enters a log about a fault. It holds no stack, no cause and no secret. */
export const faultSchema = z.strictObject({
  code: z.enum(errorCodes),
  category: z.enum(errorCategories),
  /** What happened, what was kept, what to do next: plain sentences. */
  message: z.string(),
  retryable: z.boolean(),
  /** The config field it is about, when there is one. */
  path: z.array(z.union([z.string(), z.number()])).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

interface AppErrorOptions {
  readonly cause?: unknown;
  readonly path?: (string | number)[];
  /** Milliseconds the other side asked us to wait before trying again. */
  readonly retryAfter?: number;
}

/** A fault with a code from the table; `message` is a sentence for a person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly path: (string | number)[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.path = options.path;
    this.retryAfter = options.retryAfter;
  }

  get category(): ErrorCategory {
    return errorTable[this.code].category;
  }

  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }

  get status(): ErrorKind['status'] {
    return errorTable[this.code].status;
  }
}

/** The Fault for anything thrown. What is not an AppError becomes `internal/bug` and keeps its words to itself. */
export function toFault(error: unknown): Fault {
  const known =
    error instanceof AppError
      ? error
      : new AppError(
          'internal/bug',
          'Something went wrong inside Parley. What was finished is kept; try again, and report it if it happens twice.',
        );
  return {
    code: known.code,
    category: known.category,
    message: known.message,
    retryable: known.retryable,
    ...(known.path && { path: known.path }),
  };
}
