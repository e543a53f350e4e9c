// One line from the person at the terminal. It knows neither questions nor answers.
import { createInterface } from 'node:readline/promises';

interface LineOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  /** While a line is typed the terminal sends Ctrl-C here and not as a signal. */
  readonly onSignal: () => void;
}

/** The line; undefined when the signal aborts or the input ends. */
export async function readLine(
  label: string,
  { input, output, signal, onSignal }: LineOptions,
): Promise<string | undefined> {
  const reader = createInterface({ input, output });
  const left = new AbortController();
  reader.on('SIGINT', onSignal);
  reader.on('close', () => left.abort());
  try {
    return await reader.question(label, { signal: AbortSignal.any([signal, left.signal]) });
  } catch (error) {
    if (signal.aborted || left.signal.aborted) return undefined;
    throw error;
  } finally {
    reader.close();
  }
}
