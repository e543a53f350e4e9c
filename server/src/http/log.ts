// The server's log: JSON lines, redacted by value before anything is written. It knows nothing of HTTP.

export interface Log {
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Characters of one error; a vendor's answer can be a page long. */
const LONGEST = 8000;

interface LogOptions {
  /** Takes secrets out of a finished line. */
  readonly redact: (text: string) => string;
  readonly write: (line: string) => void;
  readonly now?: () => Date;
}

/** A Log that writes one JSON object a line; an Error field becomes its stack with those of its causes. */
export function createLog({ redact, write, now = () => new Date() }: LogOptions): Log {
  const say = (level: 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, toLoggable(value, redact)]));
    write(`${redact(JSON.stringify({ at: now().toISOString(), level, message, ...plain }))}\n`);
  };
  return {
    warn: (message, fields) => say('warn', message, fields),
    error: (message, fields) => say('error', message, fields),
  };
}

/** The stack with those of the causes. Of a failed query only its text: the values are people's words and documents. */
function toLoggable(value: unknown, redact: (text: string) => string): unknown {
  if (!(value instanceof Error)) return value;
  const stack = value.stack ?? `${value.name}: ${value.message}`;
  const shown =
    'query' in value && 'params' in value
      ? [`${value.name}: Failed query: ${String(value.query)}`, ...stack.split('\n').filter(isFrame)].join('\n')
      : stack;
  const cause = value.cause === undefined ? '' : `\ncaused by: ${String(toLoggable(value.cause, redact))}`;
  // Before it is cut: half a secret would no longer be found.
  return `${redact(shown).slice(0, LONGEST)}${cause}`;
}

function isFrame(line: string): boolean {
  return line.startsWith('    at ');
}
