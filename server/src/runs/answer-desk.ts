// Where one sitting of a run waits for what people answer, and from where it leaves when there is nothing else to do.
// An answer is a journalled result like that of a paid call, only that the door writes it and not the sitting.
import type { EngineHost } from '@parley/engine';
import type { InputAnswer } from '@parley/spec';
import { withPatience } from './patience.ts';
import type { RunLog } from './run-log.ts';
import type { RunStore } from './run-store.ts';

export interface AnswerDesk extends Pick<EngineHost, 'answer' | 'rest'> {
  /** Looks for answers that have come. A look that is never asked for costs time and no answer: `rest` looks too. */
  look(): void;
  /** Resolves when the run rests and this sitting has nothing more to write. */
  readonly left: Promise<void>;
}

interface AnswerDeskParts {
  readonly runId: string;
  readonly store: RunStore;
  readonly log: RunLog;
  /** Of the sitting. */
  readonly signal: AbortSignal;
  readonly onFault: (error: unknown) => void;
}

export function createAnswerDesk({ runId, store, log, signal, onFault }: AnswerDeskParts): AnswerDesk {
  const asked = new Map<string, (answer: InputAnswer) => void>();
  const left = Promise.withResolvers<void>();
  /** How many answers were handed out, to notice that one was. */
  let given = 0;
  let leaving = false;

  const handOut = async (): Promise<void> => {
    const answers = await withPatience(() => store.answers(runId), signal);
    if (leaving) return;
    for (const [requestId, resolve] of asked) {
      const answer = answers.get(requestId);
      if (!answer) continue;
      asked.delete(requestId);
      given += 1;
      resolve(answer);
    }
  };

  const leave = async (): Promise<void> => {
    const before = given;
    await handOut();
    if (leaving || given > before || signal.aborted) return;
    leaving = true;
    log.append({ type: 'run-wait' });
    await log.flush();
    // What was answered while this was committed met a run that was not waiting yet, and woke nobody.
    await withPatience(() => wakeIfAnswered(runId, store, [...asked.keys()]), signal).finally(left.resolve);
  };

  const report = (error: unknown) => {
    if (!signal.aborted) onFault(error);
  };
  return {
    answer: (requestId) =>
      new Promise((resolve) => {
        asked.set(requestId, resolve);
        handOut().catch(report);
      }),
    rest: () => void leave().catch(report),
    look: () => void handOut().catch(report),
    left: left.promise,
  };
}

/** Queues a waiting run when one of these requests has been answered or the run is to stop. */
export async function wakeIfAnswered(runId: string, store: RunStore, requestIds: readonly string[]): Promise<void> {
  const [row, answers] = await Promise.all([store.find(runId), store.answers(runId)]);
  if (row && (row.cancelRequested || requestIds.some((id) => answers.has(id)))) await store.wake(runId, row.sitting);
}
