// How long claims take: split, merged and related, beside the longest time a page would have to wait for its turn.
import {
  createClaimMatrix,
  relateInSlices,
  type SpokenAnswer,
  splitClaims,
  textSimilarities,
  vendiScore,
} from '@parley/deliberation';
import type { Bench } from './main.ts';

const LINES = 9;

export const deliberationClaimsBench: Bench = {
  title:
    'Claims of 200 answers; "longest slice" is the longest stretch without a chance to yield; random sentences that share many words',
  run() {
    const answers = createAnswers(200, 100);
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
  let longest = 0;
  let made = 0;
  const { ms, cpu } = measure(() => {
    const work = relateInSlices({ answers, ...(claims && { claims }) });
    let since = performance.now();
    for (;;) {
      const step = work.next();
      const now = performance.now();
      longest = Math.max(longest, now - since);
      since = now;
      if (!step.done) continue;
      made = createClaimMatrix(answers, step.value).rows.length;
      return;
    }
  });
  return { 'merged claims': made, ms, 'CPU ms': cpu, 'longest slice ms': Math.round(longest * 10) / 10 };
}

function measure(work: () => void): { ms: number; cpu: number } {
  const from = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { ms: Math.round(performance.now() - from), cpu: Math.round((user + system) / 1000) };
}

/** The same answers each time. */
function createAnswers(count: number, sentences: number): SpokenAnswer[] {
  let state = 1;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const pick = (words: string) => words.split(' ').at(Math.floor(random() * words.split(' ').length)) ?? '';
  const things =
    'revenue bridge farm law harbour school river network battery tax vaccine railway forest library market glacier satellite museum reactor orchard';
  const sentence = () =>
    `The ${pick('northern southern old small public')} ${pick(things)} ${random() < 0.2 ? 'never ' : ''}${pick('grew fell opened closed costs produces employs saves loses carries')} ${Math.floor(random() * 40)} ${pick('people trucks euros litres books tonnes voters visitors cables pupils')} in ${2015 + Math.floor(random() * 8)} because of the ${pick(things)}.`;
  return Array.from({ length: count }, (_, index) => ({
    id: `a${index}`,
    line: `line ${index % LINES}`,
    text: Array.from({ length: sentences }, sentence).join(' '),
  }));
}
