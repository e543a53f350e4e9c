// Who works and who waits for a person: asks questions at most once and tells the host when only answers can go on.
import type { InputAnswer, InputRequest, Step } from '@parley/spec';
import type { EngineHost } from './engine-host.ts';

type Asker = Pick<Step, 'id' | 'nodeId'>;

export interface Attendance {
  /** Counts as work until it has settled, but for the times in which it waits for a person. */
  work<Result>(body: () => Promise<Result>): Promise<Result>;
  /** Does not count as work until it has settled, though it lies within work: what is waited for there counts by itself. */
  standBy<Result>(body: () => Promise<Result>): Promise<Result>;
  /** Asks in the name of a step that is at work; the question is told as an event unless it was asked before. */
  ask(step: Asker, request: InputRequest): Promise<InputAnswer>;
}

export function createAttendance(host: EngineHost): Attendance {
  let working = 0;
  let questions = 0;
  /** Open questions of each step: however many it asks, it rests once. */
  const askedBy = new Map<string, number>();
  /** A step that is begun again after the database was away asks the same once more. */
  const asked = new Map<string, Promise<InputAnswer>>();
  let looking = false;

  // Everything that can start after the last step ended has started when the timer comes round: none of it waits for more
  // than promises that are settled.
  const lookForRest = () => {
    if (looking || working > 0 || questions === 0) return;
    looking = true;
    setTimeout(() => {
      looking = false;
      if (working === 0 && questions > 0 && !host.signal.aborted) host.rest();
    }, 0);
  };

  const askOnce = async ({ id, nodeId }: Asker, request: InputRequest): Promise<InputAnswer> => {
    const { requestId } = request;
    const isOpen = host.requests.get(id)?.some((open) => open.requestId === requestId) === true;
    const tell = (answer: InputAnswer) => {
      if (!host.signal.aborted) host.emit({ type: 'input-answer', stepId: id, nodeId, requestId, answer });
      return answer;
    };
    const known = host.answers.get(requestId);
    if (known) return isOpen ? tell(known) : known;
    if (!isOpen) host.emit({ type: 'input-request', stepId: id, nodeId, ...request });
    const before = askedBy.get(id) ?? 0;
    askedBy.set(id, before + 1);
    questions += 1;
    if (before === 0) working -= 1;
    lookForRest();
    try {
      return tell(await host.answer(requestId));
    } finally {
      const left = (askedBy.get(id) ?? 1) - 1;
      askedBy.set(id, left);
      questions -= 1;
      if (left === 0) working += 1;
    }
  };

  return {
    async work(body) {
      working += 1;
      try {
        return await body();
      } finally {
        working -= 1;
        lookForRest();
      }
    },
    async standBy(body) {
      working -= 1;
      lookForRest();
      try {
        return await body();
      } finally {
        working += 1;
      }
    },
    ask(step, request) {
      const { requestId } = request;
      const known = asked.get(requestId) ?? askOnce(step, request);
      asked.set(requestId, known);
      return known;
    },
  };
}
