// The two streams of a program for a terminal, with the only functions that write to them: what others wrote is cleaned and
// what is secret is taken out on the way. It knows no command.
import { styleText } from 'node:util';
import { cleanText } from './clean-text.ts';

type Format = Parameters<typeof styleText>[0];

/** A piece of a line: a text, or a text with its style. */
export type Span = string | { readonly text: string; readonly format: Format };

export interface Writer {
  /** Writes the pieces as they stand; only our own styles reach the stream. */
  write(...spans: readonly Span[]): void;
  /** The same, and a line break. */
  line(...spans: readonly Span[]): void;
  /** Whether a person looks at it. */
  readonly isTerminal: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

export interface Terminal {
  /** What was asked for: an answer, a list, JSON. */
  readonly out: Writer;
  /** What is going on meanwhile, and what went wrong. */
  readonly err: Writer;
  /** Standard input, for what is piped in. */
  readonly input: NodeJS.ReadableStream;
  /** Whether a person can be asked. */
  readonly canAsk: boolean;
  /** One line that a person types after this label; undefined when they cancel or leave. */
  readLine(label: string): Promise<string | undefined>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths are from here. */
  readonly folder: string;
  /** Aborts with Ctrl-C. */
  readonly signal: AbortSignal;
  /** A secret became known: it is not to be seen from now on. */
  hide(secret: { readonly name: string; readonly value: string }): void;
}

type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** A text with a style. */
export function styled(format: Format, text: string): Span {
  return { text, format };
}

/** A writer on a stream. A reader who left (`| head`) is no fault; colours follow NO_COLOR, FORCE_COLOR and the stream. */
export function createWriter(stream: OutputStream, redact: (text: string) => string): Writer {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const render = (span: Span): string => {
    if (typeof span === 'string') return cleanText(redact(span));
    const text = cleanText(redact(span.text));
    return text === '' ? '' : styleText(span.format, text, { stream });
  };
  const write = (...spans: readonly Span[]): void => {
    if (stream.writable) stream.write(spans.map(render).join(''));
  };
  return {
    write,
    line: (...spans) => write(...spans, '\n'),
    isTerminal: stream.isTTY ?? false,
    columns: stream.columns ?? 100,
  };
}
