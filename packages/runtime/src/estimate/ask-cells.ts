// askCells: what the cells of an intersections step ask of its explorer and its judge. Nothing is called.
import type { Plan, Step } from '@parley/spec';
import { cellsAtOnce } from '../intersect/count-calls.ts';
import {
  add,
  type Asked,
  assumedSeconds,
  choicesOfStep,
  type EstimateFacts,
  type Flow,
  lengthOf,
  type ModelChoice,
  type Range,
  readerSays,
  tokensOf,
} from './ask-step.ts';
import { countCells } from './count-cells.ts';

/** Those of an explorer and its judge, whose form takes some words to ask for. */
const cellRules: Range = { least: 300, most: 800 };
const noChoice: ModelChoice = { family: '', model: '' };

/** The cells that the budget holds: ideas and controls by the explorer, and then its judge, a few cells at once. */
export function askCells(step: Step, before: Flow, plan: Plan, facts: EstimateFacts): Asked {
  const { explorer, judge, cells, domains } = countCells(step, plan.steps);
  const [choice = noChoice, judgeChoice = choice] = choicesOfStep(step);
  const claims = { least: 0, most: Math.ceil((before.said.most * 2) / Math.max(1, domains)) };
  const own = add(add(tokensOf(before.question + lengthOf(step.args['instructions'])), cellRules), claims);
  const timesOf = (calls: Range): Range => ({ least: own.least * calls.least, most: own.most * calls.most });
  const parts = [
    { choice, calls: explorer, tokens: timesOf(explorer) },
    { choice: judgeChoice, calls: judge, tokens: timesOf(judge) },
  ];
  const rounds = Math.ceil(cells / cellsAtOnce);
  const [each, judging] = [choice, judgeChoice].map((one) => facts.secondsOf(one) ?? assumedSeconds);
  const inRounds = {
    least: rounds * (each?.least ?? 0),
    most: rounds * ((each?.most ?? 0) + (judge.most > 0 ? (judging?.most ?? 0) : 0)),
  };
  return {
    calls: add(explorer, judge),
    tokens: add(timesOf(explorer), timesOf(judge)),
    parts,
    flow: {
      ...before,
      documents: new Map(),
      said: { least: readerSays.least, most: readerSays.most * Math.max(1, cells) },
      depth: before.depth + rounds * (judge.most > 0 ? 2 : 1),
      seconds: add(before.seconds, inRounds),
    },
  };
}
