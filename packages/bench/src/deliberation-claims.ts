// How long claims take: split, merged and related, beside the longest time a page would have to wait for its turn.
import {
  createClaimMatrix,
  relateInSlices,
  type SpokenAnswer,
  splitClaims,
  textSimilarities,
  vendiScore,
} from '@parley/deliberation';
import { drawAnswers } from './deliberation/draw-answers.ts';
import type { Bench } from './main.ts';

export const deliberationClaimsBench: Bench = {
  title:
    'Claims of 200 answers; a slice is a stretch without a chance to yield; random sentences that share many words',
  run() {
    const answers = drawAnswers(200, 100);
    const [first] = answers;
    const short = answers.map((answer) => ({ ...answer, text: answer.text.split('. ').slice(0, 20).join('. ') }));
    relate(short.slice(0, 20));
    const claims = first ? splitClaims(first) : [];
    const vendi = measure(() => vendiScore(textSimilarities(answers.map(({ text }) => text))));
    return Promise.resolve([
      { what: '100 claims against 200 answers of 20 sentences', ...relate(short, claims) },
      { what: '100 claims against 200 answers of 100 sentences', ...relate(answers, claims) },
      { what: 'every sentence of 50 answers of 20, merged and related', ...relate(short.slice(0, 50)) },
      { what: 'Vendi score of 200 texts', ms: vendi.ms, 'CPU ms': vendi.cpu },
    ]);
  },
};

function relate(answers: readonly SpokenAnswer[], claims?: ReturnType<typeof splitClaims>): Record<string, number> {
  const slices: number[] = [];
  let made = 0;
  const { ms, cpu } = measure(() => {
    const work = relateInSlices({ answers, ...(claims && { claims }) });
    let since = performance.now();
    for (;;) {
      const step = work.next();
      const now = performance.now();
      slices.push(now - since);
      since = now;
      if (!step.done) continue;
      made = createClaimMatrix(answers, step.value).rows.length;
      return;
    }
  });
  slices.sort((a, b) => a - b);
  const at = (share: number) => Math.round((slices[Math.floor(share * (slices.length - 1))] ?? 0) * 10) / 10;
  return {
    'merged claims': made,
    ms,
    'CPU ms': cpu,
    'median slice ms': at(0.5),
    '99 % slice ms': at(0.99),
    'longest slice ms': at(1),
  };
}

function measure(work: () => void): { ms: number; cpu: number } {
  const from = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { ms: Math.round(performance.now() - from), cpu: Math.round((user + system) / 1000) };
}
