// Answers of random sentences that share many words, which is the hardest case for comparing them.
import type { SpokenAnswer } from '@parley/deliberation';

const LINES = 9;

/** The same answers each time. */
export function drawAnswers(count: number, sentences: number): SpokenAnswer[] {
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
