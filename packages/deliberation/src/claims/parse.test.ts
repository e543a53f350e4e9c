import { expect, test } from 'vitest';
import { parseDates, sameDate } from './parse-dates.ts';
import { parseNames } from './parse-names.ts';
import { parseNumbers, sameAmount } from './parse-numbers.ts';

const amounts = (text: string) =>
  parseNumbers(text).map(({ text: written, readings, unit }) => [written, readings, unit]);
const plain = (value: number) => [[value, value]];

test.each([
  ['It grew 12 % a year.', [['12 %', plain(12), '%']]],
  ['It grew by 3.5 percentage points.', [['3.5 percentage points', plain(3.5), 'pp']]],
  ['It costs $1.5 million.', [['$1.5 million', plain(1_500_000), 'USD']]],
  [
    'It costs €3bn or 20 euros.',
    [
      ['€3bn', plain(3e9), 'EUR'],
      ['20 euros', plain(20), 'EUR'],
    ],
  ],
  ['There are 1,234,567 of them.', [['1,234,567', plain(1_234_567), '']]],
  ['Es sind 1.234.567,89 Euro.', [['1.234.567,89 Euro', plain(1_234_567.89), 'EUR']]],
  ['It is 1,234.5 long.', [['1,234.5', plain(1234.5), '']]],
  ["Es waren 12'345 Franken.", [["12'345 Franken", plain(12_345), 'CHF']]],
  ['Il y en a 12\u202f345.', [['12\u202f345', plain(12_345), '']]],
  [
    'Either 1,234 or 1.234.',
    [
      [
        '1,234',
        [
          [1234, 1234],
          [1.234, 1.234],
        ],
        '',
      ],
      [
        '1.234',
        [
          [1.234, 1.234],
          [1234, 1234],
        ],
        '',
      ],
    ],
  ],
  ['Between 10 and 15 people came.', [['10 and 15', [[10, 15]], '']]],
  ['A rise of 10-15 %.', [['10-15 %', [[10, 15]], '%']]],
  ['At least 5 voted.', [['5', [[5, Number.POSITIVE_INFINITY]], '']]],
  [
    'It was −4 degrees, three times.',
    [
      ['−4', plain(-4), ''],
      ['three', plain(3), ''],
    ],
  ],
  [
    'It is 1 + 3 = 4; 10+ came.',
    [
      ['1', plain(1), ''],
      ['3', plain(3), ''],
      ['4', plain(4), ''],
      ['10', [[10, Number.POSITIVE_INFINITY]], ''],
    ],
  ],
  ['Version 1.2.3 of the 3rd kind, model X5, at 10:30.', []],
])('amounts in %j', (text, expected) => {
  expect(amounts(text)).toEqual(expected);
});

test('amounts that can be one under some reading or rounding are the same', () => {
  const same = (a: string, b: string) => {
    const [[x], [y]] = [parseNumbers(a), parseNumbers(b)];
    return x && y && sameAmount(x, y);
  };
  expect(same('1,234 m', '1.234 m')).toBe(true);
  expect(same('$1.2 million', '$1,234,000')).toBe(true);
  expect(same('about 100 people', '97 people')).toBe(true);
  expect(same('at least 5 people', '7 people')).toBe(true);
  expect(same('12 people', '13 people')).toBe(false);
  expect(same('at most 5 people', '7 people')).toBe(false);
  expect(same('12.4 %', '12.6 %')).toBe(false);
});

const dates = (text: string) => parseDates(text).map(({ span: _, ...fields }) => fields);

test.each([
  ['On 2024-03-05 it began.', [{ text: '2024-03-05', year: 2024, month: 3, day: 5 }]],
  [
    'On 5 March 2024 and March 6th, 2024.',
    [
      { text: '5 March 2024', year: 2024, month: 3, day: 5 },
      { text: 'March 6th, 2024', year: 2024, month: 3, day: 6 },
    ],
  ],
  [
    'Am 5. März 2024 und am 6.3.2024.',
    [
      { text: '5. März 2024', year: 2024, month: 3, day: 5 },
      { text: '6.3.2024', year: 2024, month: 3, day: 6 },
    ],
  ],
  [
    'In Q3 2024 and the first quarter of 2025.',
    [
      { text: 'Q3 2024', year: 2024, quarter: 3 },
      { text: 'first quarter of 2025', year: 2025, quarter: 1 },
    ],
  ],
  [
    'On 14/3/2024 or 3/4/2024.',
    [
      { text: '14/3/2024', year: 2024, month: 3, day: 14 },
      { text: '3/4/2024', year: 2024 },
    ],
  ],
  [
    'It closed in May 2021; it may open in 2023.',
    [
      { text: 'May 2021', year: 2021, month: 5 },
      { text: '2023', year: 2023 },
    ],
  ],
  ['It may take 2000 people.', []],
])('dates in %j', (text, expected) => {
  expect(dates(text)).toEqual(expected);
});

test('dates are the same unless a part that both give differs', () => {
  const same = (a: string, b: string) => {
    const [[x], [y]] = [parseDates(a), parseDates(b)];
    return x && y && sameDate(x, y);
  };
  expect(same('in March 2024', 'in 2024.')).toBe(true);
  expect(same('in March 2024', 'in Q1 2024')).toBe(true);
  expect(same('in March 2024', 'in Q2 2024')).toBe(false);
  expect(same('in 2023.', 'in 2024.')).toBe(false);
});

test.each([
  ['The European Union fined Apple in Brussels.', ['European Union', 'Apple', 'Brussels']],
  ['Paris is large, said Angela Merkel on Monday.', ['Angela Merkel']],
  ['NASA and the Bank of England agree.', ['NASA', 'Bank of England']],
  ['Der Hund und die Katze sind in Berlin.', []],
])('names in %j', (text, expected) => {
  expect(parseNames(text).map(({ text: name }) => name)).toEqual(expected);
});
