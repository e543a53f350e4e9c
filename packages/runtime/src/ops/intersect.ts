// intersect: explores where the domains of a panel meet, within a budget of calls, and scores what was found on axes of their own.
import {
  chooseCells,
  type DomainPair,
  findingSpread,
  listPairs,
  planExploration,
  rankPromise,
  type PromisingPair,
  takeTurns,
} from '@parley/deliberation';
import {
  type Answer,
  AppError,
  domainPairKey,
  type FindingCell,
  type FindingJudge,
  type Findings,
  type Voice,
} from '@parley/spec';
import { findVoice } from '../find-voice.ts';
import { promptRoom } from '../fit/prompt-room.ts';
import { cellsAtOnce, createCallCounter, workAtOnce } from '../intersect/count-calls.ts';
import { describeFindings } from '../intersect/describe-findings.ts';
import { exploreCell } from '../intersect/explore-cell.ts';
import { type ClaimedDomain, gatherDomains, showClaims } from '../intersect/panel-claims.ts';
import { type CellResult, scoreCells } from '../intersect/score-cells.ts';
import type { IntersectArguments } from '../op-arguments.ts';
import { hearVoices, joinClosures } from '../op-values.ts';
import type { OpContext, OpInputs } from '../op.ts';
import { listWords } from '../wording.ts';

/** Findings by whose words the spread is measured. */
const mostSpread = 60;

/**
 * Port `voices`, answers from two or more domains (without a domain a voice's title stands for it). Never makes more calls than
 * `budget`; each is journalled under its cell. A cell that fails is told of and fails no other; when all fail, the first fault is thrown.
 * Chance comes from the question and the domains alone.
 */
export async function intersect(args: IntersectArguments, inputs: OpInputs, context: OpContext): Promise<Findings> {
  const { answers, missing } = hearVoices(inputs, 'voices', context.title);
  const question = [...new Set(answers.map(({ question: own }) => own))].join('\n\n');
  const domains = gatherDomains(answers);
  requireTwo(domains, context.title);
  const { explorer, judge, fault } = await findBoth(args, context);
  const chosen = choose(domains, question, { ...args, judged: judge !== undefined });
  const room = await measureRoom(judge ? [explorer, judge] : [explorer], context);
  const shown = new Map(domains.map((domain) => [domain.name, showClaims(domain, room)]));
  const counter = createCallCounter(args.budget);
  const task = {
    args,
    question,
    explorer,
    judge,
    counter,
    domains: domains.map(({ name }) => name),
    fieldOf: (name: string) => ({ name, claims: (shown.get(name) ?? []).map(({ text }) => text) }),
  };
  for (const { first, second } of chosen.explored) {
    context.signalStep({ type: 'cell', cell: { first, second, state: 'waiting', ideas: 0 } });
  }
  const results = await workAtOnce(chosen.explored, cellsAtOnce, async ({ first, second }): Promise<CellResult> => {
    const pair = { first, second };
    context.signalStep({ type: 'cell', cell: { ...pair, state: 'exploring', ideas: 0 } });
    const cell = await exploreCell(pair, task, context);
    const reason = cell.reasons.join(' ');
    context.signalStep({
      type: 'cell',
      cell: { ...pair, state: cell.state, ideas: cell.ideas.length, ...(reason !== '' && { reason }) },
    });
    return { ...pair, cell };
  });
  requireOne(results, context.title);
  const scored = await scoreCells({ results, domains, shown }, context.signal);
  const asked = results.filter(({ cell }) => cell.judging.asked).length;
  const judged = results.filter(({ cell }) => cell.judging.usable).length;
  const judgement = args.judge && describeJudge({ choice: args.judge, judge, fault, explorer, answers, asked, judged });
  const found: Omit<Findings, 'text'> = {
    kind: 'findings',
    question,
    domains: domains.map(({ name, voices, total }) => ({
      name,
      voices: [...voices],
      claims: total,
      shown: shown.get(name)?.length ?? 0,
    })),
    cells: [
      ...chosen.explored.map((pair, place) => toCell(pair, results[place])),
      ...chosen.overBudget.map((pair) => toCell(pair, 'over-budget')),
      ...chosen.notPicked.map((pair) => toCell(pair, 'not-picked')),
    ],
    chosen: args.choose,
    ...scored,
    spread: findingSpread(scored.findings.slice(0, mostSpread).map(({ text }) => text)),
    explorer,
    ...(judgement && { judge: judgement }),
    calls: { made: counter.made(), budget: args.budget },
    voices: answers.map(({ voice }) => voice),
    missing,
    closure: joinClosures(
      answers,
      `${explorer.family}/${explorer.model}`,
      ...(judge && judged > 0 ? [`${judge.family}/${judge.model}`] : []),
    ),
  };
  const findings = { ...found, text: describeFindings(found) };
  context.signalStep({ type: 'text', text: findings.text });
  return findings;
}

/** Pairs in the order in which they are wanted, parted into those that are explored and those that are not, and why. */
function choose(
  domains: readonly ClaimedDomain[],
  question: string,
  { choose: by, picked, budget, controls, judged }: IntersectArguments & { readonly judged: boolean },
) {
  const ranked = rankPromise(
    domains.map(({ name, claims }) => ({ name, claims: claims.map(({ text }) => text) })),
    question,
  );
  const wanted = new Set(picked.map(domainPairKey));
  const plan = planExploration({ domains: domains.length, controls, judged });
  const inOrder = by === 'promising' ? ranked : inTurns(domains, ranked);
  return chooseCells(inOrder, (pair) => by !== 'picked' || wanted.has(domainPairKey(pair)), plan, budget);
}

function inTurns(domains: readonly ClaimedDomain[], ranked: readonly PromisingPair[]): PromisingPair[] {
  const known = new Map(ranked.map((pair) => [domainPairKey(pair), pair]));
  return takeTurns(listPairs(domains.map(({ name }) => name))).flatMap((pair) => known.get(domainPairKey(pair)) ?? []);
}

function toCell(
  { first, second, likeness, shared }: PromisingPair,
  result: CellResult | undefined | 'over-budget' | 'not-picked',
): FindingCell {
  const base = { first, second, likeness, shared };
  if (result === 'over-budget' || result === 'not-picked') return { ...base, state: result };
  const reason = result?.cell.reasons.join(' ') ?? '';
  return { ...base, state: result?.cell.state ?? 'failed', ...(reason !== '' && { reason }) };
}

/** The explorer, and the judge if there is one. Without its judge the rest is worth having, so a judge that is unknown is only told of. */
async function findBoth(
  args: IntersectArguments,
  context: OpContext,
): Promise<{ readonly explorer: Voice; readonly judge: Voice | undefined; readonly fault: string | undefined }> {
  const explorer = await findVoice({ family: args.family, model: args.model, domain: '' }, context);
  if (explorer.kind === 'reader') {
    throw new AppError(
      'user/unknown-family',
      `"${context.title}" has a local reader as its explorer, but a reader quotes and has no ideas. What the voices said is kept. Choose a model family and run again.`,
      { path: ['family'] },
    );
  }
  if (!args.judge) return { explorer, judge: undefined, fault: undefined };
  try {
    const judge = await findVoice({ ...args.judge, domain: '' }, context);
    return judge.kind === 'reader'
      ? { explorer, judge: undefined, fault: 'A local reader cannot judge: it quotes and never writes.' }
      : { explorer, judge, fault: undefined };
  } catch (error) {
    if (error instanceof AppError && error.category !== 'internal')
      return { explorer, judge: undefined, fault: error.message };
    throw error;
  }
}

/** Characters that the claims of one field may have in every prompt, on the safe side: a token is at least one character. */
async function measureRoom(voices: readonly Voice[], context: OpContext): Promise<number> {
  const rooms = await Promise.all(
    voices.map(async ({ family, model }) => {
      // Journalled because the meter learns: a run that is taken up again must ask what it asked before.
      const { window, factor } = await context.durable(`window ${family}/${model}`, { family, model }, async () =>
        context.meter.measure({ family, model }),
      );
      return Math.floor(promptRoom(window) / factor);
    }),
  );
  return Math.min(...rooms);
}

function describeJudge(task: {
  readonly choice: NonNullable<IntersectArguments['judge']>;
  readonly judge: Voice | undefined;
  readonly fault: string | undefined;
  readonly explorer: Voice;
  readonly answers: readonly Answer[];
  readonly asked: number;
  readonly judged: number;
}): FindingJudge {
  const { choice, judge, fault, explorer, answers, asked, judged } = task;
  return {
    family: choice.family,
    model: judge?.model ?? choice.model,
    onPanel: answers.some(({ voice }) => voice.kind === 'model' && voice.lineage === judge?.lineage),
    isExplorer: explorer.lineage === judge?.lineage,
    asked,
    judged,
    ...(fault !== undefined && { fault }),
  };
}

function requireTwo(domains: readonly ClaimedDomain[], title: string): void {
  if (domains.length > 1) return;
  throw new AppError(
    'user/no-voice',
    `"${title}" crosses domains, and all that spoke is of one: ${listWords(domains.map(({ name }) => `"${name}"`))}. What was said is kept. Give the agents different domains and run again.`,
  );
}

/** Findings of which every cell failed are none: the run says so where the fault can be mended. */
function requireOne(results: readonly (DomainPair & CellResult)[], title: string): void {
  const [first] = results;
  if (!first || results.some(({ cell }) => cell.state === 'explored')) return;
  throw new AppError(
    'user/no-voice',
    `"${title}" could explore none of its cells. ${first.first} × ${first.second}: ${first.cell.reasons.join(' ')} What the voices said is kept; mend that and let the run go on.`,
  );
}
