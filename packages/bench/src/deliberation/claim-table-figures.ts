// What the claim table of a large panel costs on the machine at hand: 200 answers of 100 claims, as a consensus node compares them.
import { createClaimMatrix, type SpokenAnswer } from '@parley/deliberation';
import { compareAnswers } from '@parley/runtime';
import type { Answer } from '@parley/spec';
import { drawAnswers } from './draw-answers.ts';
import type { Figure } from './row.ts';

const ANSWERS = 200;
const CLAIMS = 100;
const RUNS = 3;

/** The quickest of three runs. */
export async function claimTableFigures(): Promise<Figure[]> {
  const answers = drawAnswers(ANSWERS, CLAIMS).map(toAnswer);
  const spent: number[] = [];
  let [claims, relations] = [0, 0];
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    const { spoken, related } = await compareAnswers(answers, new AbortController().signal);
    claims = createClaimMatrix(spoken, related).rows.length;
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / 1000);
    relations = related.relations.length;
  }
  const sizes = `${ANSWERS} answers of ${CLAIMS} claims; ${claims} merged claims, ${relations} relations`;
  return [{ measure: 'claim table, CPU ms', value: Math.min(...spent), note: sizes }];
}

function toAnswer({ id, line, text }: SpokenAnswer): Answer {
  return {
    kind: 'answer',
    question: '',
    text,
    outcome: 'complete',
    passages: [],
    voice: { nodeId: id, title: id, kind: 'model', family: line, lineage: line, model: '', domain: '' },
    closure: [],
  };
}
