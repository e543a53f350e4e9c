// describeFindings: what was found in words, as markdown: the ranked list with its grounds, what was not explored, and what none of it means.
import { type Finding, type FindingCell, type Findings, findingsNotes } from '@parley/spec';
import { count, listWords } from '../wording.ts';

/** The whole text; numbers with what they count. */
export function describeFindings(found: Omit<Findings, 'text'>): string {
  const { findings, cells, domains } = found;
  const explored = cells.filter(({ state }) => state === 'explored');
  const blocks = [
    `${count(domains.length, 'domain')}, ${count(cells.length, 'cell')}: ${explored.length} explored with ${count(found.calls.made, 'call')} of at most ${found.calls.budget}. ${count(findings.length, 'finding')}${findings.length > 1 ? `, by their words counting as about ${found.spread.toFixed(1)} different ones` : ''}.`,
    ...findingsNotes(found),
    ...findings.map(describeFinding),
    ...(findings.length === 0 ? ['The explorer found nothing that no claim states already.'] : []),
    describeRest(cells),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function describeFinding(finding: Finding): string {
  const { rank, first, second, text, because, cites } = finding;
  return [
    `### ${rank}. ${first} × ${second}`,
    text,
    because === '' ? '' : `How it follows, in the explorer's words: ${because}`,
    cites.map(({ domain, claim }) => `- ${domain}: ${claim}`).join('\n'),
    `*${scoreWords(finding)}*`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Each axis by itself. */
function scoreWords({ novelty, synergy, plausibility, control }: Finding): string {
  return [
    `Novelty ${novelty.toFixed(2)}`,
    synergy.isSynergy ? 'uses both and follows from neither' : 'no synergy',
    plausibility === undefined ? 'plausibility not judged' : `plausibility ${plausibility.toFixed(1)}`,
    control === undefined
      ? 'no control to compare with'
      : control.reading === 'noise'
        ? `cannot be told from noise (above ${control.beaten} of ${count(control.of, 'control')})`
        : `stands ${control.reading} its controls (above ${control.beaten} of ${control.of})`,
  ].join('; ');
}

function describeRest(cells: readonly FindingCell[]): string {
  const named = (state: FindingCell['state']) => cells.filter((cell) => cell.state === state);
  const names = (some: readonly FindingCell[]) => listWords(some.map(({ first, second }) => `${first} × ${second}`));
  const over = named('over-budget');
  const unpicked = named('not-picked');
  return [
    ...named('failed').map(
      ({ first, second, reason }) => `- ${first} × ${second} failed: ${reason ?? 'nobody knows why.'}`,
    ),
    ...(over.length > 0 ? [`- Not explored, because the budget held no more: ${names(over)}.`] : []),
    ...(unpicked.length > 0 ? [`- Not explored, because they were not picked: ${names(unpicked)}.`] : []),
  ].join('\n');
}
