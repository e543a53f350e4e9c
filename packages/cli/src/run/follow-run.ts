// Follows a run to its end: folds its events, tells them, asks the person, and says what came of it.
import { appendFile, writeFile } from 'node:fs/promises';
import {
  createRunState,
  foldSpends,
  formatUsd,
  lacksVoices,
  openRequests,
  reduceRunEvents,
  type RunEvent,
  type RunState,
  spendsOfSteps,
} from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { cleanJson } from '../terminal/clean-text.ts';
import { styled, type Terminal, type Writer } from '../terminal/terminal.ts';
import { askPerson } from './ask-person.ts';
import { createNarrator } from './create-narrator.ts';
import { tellMoney, tellSeconds, tellTokens } from './describe-run.ts';
import type { LiveRun } from './live-run.ts';
import { resultOf } from './run-result.ts';

interface FollowOptions {
  readonly json: boolean;
  /** Whether voices are shown as they speak. */
  readonly words: boolean;
  /** A file that takes every event, one line of JSON each. */
  readonly save?: string;
  /** Waits before an event is told; for a replay. */
  readonly pace?: (event: RunEvent) => Promise<void>;
}

/** Tells the run on standard error and what it came to on standard output. Resolves with the exit code. */
export async function followRun(run: LiveRun, terminal: Terminal, options: FollowOptions): Promise<ExitCode> {
  const { err, out } = terminal;
  const narrator = createNarrator(err, options);
  let state = createRunState(run.runId);
  if (options.save !== undefined) await writeFile(options.save, '');
  for await (const event of run.events) {
    state = reduceRunEvents(state, [event]);
    if (options.save !== undefined) await appendFile(options.save, `${cleanJson(event)}\n`);
    await options.pace?.(event);
    narrator.tell(event, state);
    if (event.type === 'input-request' && terminal.canAsk && !options.pace) {
      const answer = await askPerson(event, terminal);
      if (answer) await run.answer(event.requestId, answer);
      else if (!terminal.signal.aborted) {
        run.leave();
        state = { ...state, status: 'waiting' };
        break;
      }
    }
    if (event.type === 'run-wait' && !terminal.canAsk && !options.pace) break;
  }
  tellEnd(err, state, run);
  if (options.json) out.write(cleanJson(resultOf(state), 2), '\n');
  else writeResults(out, state);
  return codeOf(state);
}

function codeOf({ status }: RunState): ExitCode {
  if (status === 'done') return exitCodes.done;
  if (status === 'cancelled') return exitCodes.cancelled;
  return status === 'waiting' ? exitCodes.needsAnswer : exitCodes.failed;
}

function tellEnd(err: Writer, state: RunState, { keptAt, runId }: LiveRun): void {
  const { total, families } = foldSpends(spendsOfSteps(state.steps));
  const shares = families
    .filter(({ family, usd }) => family !== '' && usd > 0)
    .map(({ family, usd }) => `${family} ${formatUsd(usd)}`);
  const money = tellMoney(state.steps);
  const used = [
    tellSeconds(state),
    tellTokens(state.steps),
    shares.length > 1 ? `${money} (${shares.join(', ')})` : money,
  ];
  const facts = used.filter((fact) => fact !== '').join(' · ');
  const kept = keptAt === undefined ? '' : ` The run is kept at ${keptAt}; see it again with: parley replay ${runId}`;
  switch (state.status) {
    case 'done':
      err.line(styled('green', lacksVoices(state) ? 'Done, with voices missing.' : 'Done.'), ` ${facts}`);
      break;
    case 'cancelled':
      err.line(styled('yellow', 'Cancelled.'), ` ${facts}`);
      break;
    case 'waiting':
      err.line(styled('cyan', 'The run waits for an answer, and nobody is at this terminal.'));
      for (const { step, request } of openRequests(state)) {
        err.line(`  "${step.title}": ${request.message}`);
        const offered = request.options.map(({ title }) => title).join(' / ');
        if (offered !== '') err.line(`  ${offered}`);
      }
      err.line(
        keptAt === undefined
          ? 'Run it in a terminal to answer; what was finished here is gone.'
          : `Answer at ${keptAt}.`,
      );
      break;
    default:
      err.line(styled('red', 'The run failed.'), ` ${facts}`);
      if (state.fault) err.line(state.fault.message);
  }
  if (total.unpricedTokens > 0 && total.usd > 0)
    err.line('Some of the tokens have no known price and are not in that sum.');
  if (kept !== '') err.line(kept.trim());
  if (state.status === 'done') err.line();
}

/** The outputs of the mesh as text; with a heading each where there are several. */
function writeResults(out: Writer, state: RunState): void {
  const { results } = resultOf(state);
  results.forEach(({ title, text }, index) => {
    if (results.length > 1) out.line(index === 0 ? '' : '\n', styled('bold', `# ${title}`), '\n');
    out.line(text.trimEnd());
  });
}
