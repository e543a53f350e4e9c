// RunAttention: calls a person back to a run that waits for them: in the page's title, and in words for a screen reader, who
// is also told which way a run goes where it forks, and which round a debate has come to.
import { openRequests } from '@parley/spec';
import { useEffect } from 'react';
import { readContainers } from './rounds.ts';
import { useLiveRun } from './run-store.ts';
import { wayWords } from './way-taken.ts';

const ownTitle = document.title;

/** Mount once. */
export function RunAttention() {
  const run = useLiveRun();
  const open = run ? openRequests(run) : [];
  const { length } = open;
  useEffect(() => {
    document.title = length === 0 ? ownTitle : `(${length}) Waits for you · ${ownTitle}`;
    return () => {
      document.title = ownTitle;
    };
  }, [length]);
  return (
    <output className="sr-only">
      {wayWords(Object.values(run?.steps ?? {})).map((words) => (
        <span key={words}>{words} </span>
      ))}
      {readContainers(run).map(({ step, round }) => (
        <span key={step.stepId}>
          {step.title}: round {round}.{' '}
        </span>
      ))}
      {open.map(({ step, request }) => (
        <span key={request.requestId}>
          {step.title} waits for you. {request.message}{' '}
        </span>
      ))}
    </output>
  );
}
