// Takes what a person answers to a run's question, once, or says why it cannot be taken.
import { AppError, explainAnswer, hasRunEnded, type InputAnswer, openRequests, type RunState } from '@parley/spec';
import type { RunStore } from './run-store.ts';

/**
 * Stores the answer. Resolves with the sitting to queue when the run waited for it, else with undefined. AppErrors:
 * `user/not-found` for a request the run does not know, `user/conflict` for one that is answered or past,
 * `user/bad-request` for an answer that does not fit.
 */
export async function takeAnswer(
  state: RunState,
  requestId: string,
  answer: InputAnswer,
  store: RunStore,
): Promise<number | undefined> {
  const asked = openRequests(state).find(({ request }) => request.requestId === requestId);
  if (!asked) return refuseClosed(state, requestId, store);
  const fault = explainAnswer(asked.request, answer);
  if (fault !== undefined) throw new AppError('user/bad-request', `${fault} The run still waits.`);
  const taken = await store.takeAnswer(state.runId, requestId, answer);
  switch (taken.result) {
    case 'taken':
      return taken.sitting;
    case 'answered':
      throw refuseAnswered();
    case 'ended':
      throw refuseEnded();
  }
}

async function refuseClosed(state: RunState, requestId: string, store: RunStore): Promise<never> {
  if ((await store.answers(state.runId)).has(requestId)) throw refuseAnswered();
  if (hasRunEnded(state.status)) throw refuseEnded();
  throw new AppError('user/not-found', `This run asks nothing by the id "${requestId}". Its state lists what it asks.`);
}

const refuseAnswered = () =>
  new AppError(
    'user/conflict',
    'This question was answered already, and the first answer counts. Nothing was changed.',
  );
const refuseEnded = () =>
  new AppError('user/conflict', 'This run has ended, so it asks nothing any more. Let it go on, or start a new run.');
