import { describe, expect, it } from 'vitest';
import { readDataSet } from './read-data-set.ts';

const lineOf = (model: string): string | undefined => (model.startsWith('gpt') ? 'gpt' : 'other');
const ten = <Value>(make: (item: number) => Value): Value[] => Array.from({ length: 10 }, (_, item) => make(item));

describe('one answer of each model', () => {
  it('is read from texts of one letter an item, with what the file says of the models', () => {
    const file = {
      task: 'mcq',
      extra: { anything: 1 },
      models: [{ id: 'm', vendor: 'Acme', family: 'Ace', acc: 0.9 }, 'unheard-of'],
      items: [...ten(() => ({ gold: 'A', k: 4, domain: 'd' })), { gold: null }, { gold: 'B', k: 'many' }],
      answers: { m: 'AAAAAAAAAAAB', 'gpt-9': '-BAAAAAAAAAB', unused: 7 },
    };
    expect(readDataSet(file, 'file', lineOf)).toEqual({
      kind: 'answers',
      name: 'file',
      members: [
        { id: 'm', vendor: 'Acme', line: 'Ace' },
        { id: 'gpt-9', vendor: 'gpt', line: 'gpt' },
      ],
      answers: [Array.from('AAAAAAAAAAB'), [null, ...Array.from('BAAAAAAAAB')]],
      gold: Array.from('AAAAAAAAAAB'),
      optionCounts: [...ten(() => 4), null],
      remarks: ['1 items have no right answer and are left out.'],
    });
  });

  it('is read from places in a list of values, the first of which is right', () => {
    const file = {
      name: 'open',
      items: ten(() => ({ id: 'x' })),
      values: [],
      answers: { a: ten((item) => item % 3), b: ten((item) => (item === 0 ? null : -1)) },
    };
    const set = readDataSet(file, 'file', lineOf);
    expect(set).toMatchObject({ name: 'open', gold: ten(() => 0), optionCounts: ten(() => null) });
    expect(set).toHaveProperty('answers', [ten((item) => item % 3), ten(() => null)]);
  });

  it('is read from items that hold the answers in words, the empty one too', () => {
    const file = {
      panel: [{ id: 'a', vendor: 'Acme' }],
      items: ten((item) => ({
        gold: item === 0 ? '' : 4,
        answers: { a: { answer: '4', text: '...' }, b: item === 0 ? '' : null },
      })),
    };
    expect(readDataSet(file, 'pack', lineOf)).toEqual({
      kind: 'answers',
      name: 'pack',
      members: [
        { id: 'a', vendor: 'Acme', line: 'Acme' },
        { id: 'b', vendor: 'other', line: 'other' },
      ],
      answers: [ten(() => '4'), ['', ...ten(() => null).slice(1)]],
      gold: ['', ...ten(() => '4').slice(1)],
      optionCounts: ten(() => null),
      remarks: [],
    });
  });

  it('keeps the items that everyone was asked, without who was asked too few', () => {
    const file = {
      items: Array.from({ length: 20 }, () => ({ gold: 'A' })),
      answers: { a: 'A'.repeat(20), b: `${'A'.repeat(15)}.....`, c: `AA${'.'.repeat(18)}`, d: 'A'.repeat(18) },
    };
    const set = readDataSet(file, 'file', lineOf);
    expect(set).toMatchObject({
      gold: Array.from({ length: 15 }, () => 'A'),
      remarks: [
        'c answered 2 of 20 graded items and is left out.',
        '5 graded items were not asked of everyone and are left out.',
      ],
    });
  });
});

describe('repeated samples', () => {
  it('are read with what their exam says; a run that does not fit is left out', () => {
    const file = {
      exams: { e: [{ gold: 'A' }, { gold: 'B' }, {}] },
      runs: [
        { exam: 'e', model: 'm', vendor: 'Acme', agent: 'plain', temp: 0.7, samples: ['AB-', 'BBB', 'AAA'] },
        { exam: 'e', model: 'gpt-9', samples: ['AA', 'BB', '..'] },
        { exam: 'gone', model: 'm', samples: ['A'] },
      ],
    };
    expect(readDataSet(file, 'samples', lineOf)).toEqual({
      kind: 'samples',
      name: 'samples',
      exams: new Map([['e', ['A', 'B', null]]]),
      runs: [
        {
          exam: 'e',
          member: { id: 'm', vendor: 'Acme', line: 'Acme' },
          agent: 'plain',
          temperature: 0.7,
          draws: [['A', 'B', null], Array.from('BBB'), Array.from('AAA')],
        },
        {
          exam: 'e',
          member: { id: 'gpt-9', vendor: 'gpt', line: 'gpt' },
          agent: '',
          temperature: null,
          draws: [Array.from('AA'), Array.from('BB'), [null, null]],
        },
      ],
      remarks: ['A run of m on gone does not fit its exam and is left out.'],
    });
  });
});

describe('what is no data set', () => {
  it.each([
    [null, 'it is not answers of models in a form this benchmark knows'],
    [{ name: 'parley', version: '1' }, 'it is not answers of models in a form this benchmark knows'],
    [{ items: [{ gold: 'A' }], answers: { a: 'A' } }, 'it holds answers of fewer than two models'],
    [{ items: [{ gold: 'A' }], answers: { a: 'A', b: 'A' } }, 'only 1 graded items are left that everyone was asked'],
    [{ exams: { e: [{}] }, runs: [{ exam: 'f', model: 'm', samples: [] }] }, 'none of its runs fits its exam'],
  ])('%j: %s', (file, reason) => {
    expect(readDataSet(file, 'file', lineOf)).toBe(reason);
  });
});
