import { createGraph, type DocumentRef, type Graph } from '@parley/spec';
import { expect, test } from 'vitest';
import { readNamedFile, readRunInputs } from './read-run-inputs.ts';

const stored = { id: 'a1', title: 'Lease', mediaType: 'text/plain', characters: 3 } as const;
const added: DocumentRef = { id: 'b2', title: 'Note', mediaType: 'text/markdown', characters: 4 };

function mesh(...titles: readonly string[]): Graph {
  return {
    ...createGraph('Inputs'),
    nodes: titles.map((title, index) => ({
      id: `in-${index}`,
      type: 'input',
      position: { x: 0, y: 0 },
      config: { title, documents: index === 0 ? [stored] : [] },
    })),
  };
}

test('the only input is meant by q and by text, and a title or an id means it too', () => {
  const graph = mesh('Question');
  expect(readRunInputs(graph, ['q=May they?', 'text=Clause 4'], [])).toEqual({
    'in-0': { question: 'May they?', text: 'Clause 4' },
  });
  expect(readRunInputs(graph, ['question=a=b'], [])).toEqual({ 'in-0': { question: 'a=b' } });
  expect(readRunInputs(graph, ['in-0.text=x'], [])).toEqual({ 'in-0': { text: 'x' } });
});

test('files join the documents that the mesh names', () => {
  expect(readRunInputs(mesh('Question'), [], [{ node: undefined, ref: added }])).toEqual({
    'in-0': { documents: [stored, added] },
  });
});

test('of several inputs each is named', () => {
  const graph = mesh('Facts', 'Law');
  expect(readRunInputs(graph, ['law=Which?', 'Facts.text=Rain'], [{ node: 'Law', ref: added }])).toEqual({
    'in-1': { question: 'Which?', documents: [added] },
    'in-0': { text: 'Rain' },
  });
});

test.each([
  [
    ['Facts', 'Law'],
    'q=x',
    'This mesh has several inputs: "Facts", "Law". Name one: --input "Title=…". Nothing was run.',
  ],
  [['Facts', 'Law'], 'Weather=x', 'The mesh has no input "Weather"; it has "Facts", "Law". Nothing was run.'],
  [
    ['A', 'A'],
    'A.text=x',
    '2 inputs of this mesh are called "A". Use one of their ids: "in-0", "in-1". Nothing was run.',
  ],
  [[], 'q=x', 'This mesh has no input node, so it takes neither --input nor --file. Nothing was run.'],
  [['A'], 'x', '--input takes name=value, such as --input "q=What changes?", and it is "x". Nothing was run.'],
])('of %j, %j is refused in words', (titles, pair, sentence) => {
  expect(() => readRunInputs(mesh(...titles), [pair], [])).toThrow(sentence);
});

test('a path may hold an equals sign unless the mesh has an input of that name', () => {
  const graph = mesh('Law');
  expect(readNamedFile(graph, 'a=b.txt')).toEqual({ node: undefined, path: 'a=b.txt' });
  expect(readNamedFile(graph, 'law=b.txt')).toEqual({ node: 'law', path: 'b.txt' });
});
