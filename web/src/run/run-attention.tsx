// RunAttention: calls a person back to a run that waits for them: in the page's title, and in words for a screen reader.
import { openRequests } from '@parley/spec';
import { useEffect } from 'react';
import { useLiveRun } from './run-store.ts';

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
      {open.map(({ step, request }) => (
        <span key={request.requestId}>
          {step.title} waits for you. {request.message}{' '}
        </span>
      ))}
    </output>
  );
}
