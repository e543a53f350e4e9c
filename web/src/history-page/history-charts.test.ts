import { historyBand } from '@parley/deliberation';
import type { CountedShare, PairAgreement } from '@parley/spec';
import { expect, test } from 'vitest';
import { agreementPicture, domainsPicture, recordsPicture } from './history-charts.ts';

const titles: Readonly<Record<string, string>> = { claude: 'Claude', gpt: 'GPT', 'gpt-oss': 'GPT OSS' };
const titleOf = (family: string) => titles[family] ?? family;
const shareOf = (count: number, of: number): CountedShare => {
  const { low, high } = historyBand(count, of);
  return { count, of, low, high };
};
const model = (family: string, lineage = family, id = 'm'): PairAgreement['one'] => ({ family, lineage, model: id });
const pairOf = (one: PairAgreement['one'], other: PairAgreement['one'], same: number, both: number): PairAgreement => {
  const { low, high } = shareOf(same, both);
  return { one, other, both, same, low, high, chance: 0.5, phi: null, graded: 0 };
};

test('models stand by lineage, each pair on both sides of the diagonal, too few as a count', () => {
  const [oss, gpt, claude] = [model('gpt-oss', 'gpt'), model('gpt'), model('claude')];
  const { picture, table } = agreementPicture([pairOf(oss, claude, 3, 4), pairOf(gpt, oss, 8, 10)], titleOf);
  expect(picture.names).toEqual(['Claude', 'GPT', 'GPT OSS']);
  expect(picture.cells.map(({ row, column, share, label }) => [row, column, share, label])).toEqual([
    [1, 2, 0.8, '80\u00A0%\nn 10'],
    [2, 1, 0.8, '80\u00A0%\nn 10'],
    [2, 0, null, 'n 4'],
    [0, 2, null, 'n 4'],
  ]);
  expect(table.rows).toEqual([
    [
      'GPT and GPT OSS',
      '8 of 10',
      '80\u00A0% (49 to 94\u00A0%)',
      'at most 50\u00A0%',
      'not measured; 0 of the 20 graded decisions it takes.',
    ],
    [
      'GPT OSS and Claude',
      '3 of 4',
      'too few',
      'at most 50\u00A0%',
      'not measured; 0 of the 20 graded decisions it takes.',
    ],
  ]);
});

test('two models of a family are told apart, and two agents on one model stand on the diagonal', () => {
  const [small, large] = [model('claude', 'claude', 'small'), model('claude', 'claude', 'large')];
  const { picture } = agreementPicture([pairOf(small, large, 5, 5), pairOf(small, small, 6, 6)], titleOf);
  expect(picture.names).toEqual(['Claude · large', 'Claude · small']);
  expect(picture.cells.map(({ row, column, lines: [heading] }) => [row, column, heading])).toEqual([
    [1, 0, 'Claude · small and Claude · large'],
    [0, 1, 'Claude · small and Claude · large'],
    [1, 1, 'Two agents on Claude · small'],
  ]);
});

test('no bar is drawn for fewer than five', () => {
  const { picture, table } = recordsPicture([
    { outcome: 'agree', graded: 9, right: 7, low: 0.45, high: 0.94 },
    { outcome: 'tie', graded: 4, right: 4, low: 0.51, high: 1 },
  ]);
  expect(picture.rows).toEqual([
    {
      name: 'All agreed',
      bars: [
        {
          share: 7 / 9,
          low: 0.45,
          high: 0.94,
          words: '7 of 9',
          lines: ['All agreed', 'Came true in 7 of 9: 78\u00A0% (45 to 94\u00A0%).'],
        },
      ],
    },
    {
      name: 'A tie, then decided',
      bars: [
        {
          share: null,
          low: 0.51,
          high: 1,
          words: 'too few: 4 of 4',
          lines: ['A tie, then decided', 'Came true in 4 of 4: too few to tell a share.'],
        },
      ],
    },
  ]);
  expect(table.rows).toEqual([
    ['All agreed', '7 of 9', '78\u00A0% (45 to 94\u00A0%)'],
    ['A tie, then decided', '4 of 4', 'too few'],
  ]);
});

test('a family without grades in a domain shows only how it went with the decisions', () => {
  const { picture, table } = domainsPicture(
    [{ family: 'gpt', lineage: 'gpt', domain: '', joined: shareOf(6, 8), right: shareOf(0, 0) }],
    titleOf,
  );
  expect(picture.rows.map(({ name, bars }) => [name, bars.map(({ share, words }) => [share, words])])).toEqual([
    [
      'GPT · no domain',
      [
        [0.75, '6 of 8'],
        [null, 'not graded'],
      ],
    ],
  ]);
  expect(table.rows).toEqual([['GPT · no domain', '6 of 8', '75\u00A0% (41 to 93\u00A0%)', 'not graded', '']]);
});
