import { expect, test } from 'vitest';
import { sampleDocument } from '../testing/sample-document.ts';
import { toolContext } from '../testing/tool-context.ts';
import { createDocumentsTool } from './documents.ts';

const water = 'Meters cut the use of water by a fifth in the first year, the survey of 2024 found.';
const cost = 'A meter costs ninety euros,\nand the crew fits eight of them on a day.';
const filler = 'The council met on the usual day and heard the usual reports about roads and parks. '.repeat(6).trim();
const survey = sampleDocument([filler, water, filler, cost, filler].join('\n\n'));
const minutes = sampleDocument(`${filler}\n\nParks need benches, as the mayor has said before.`, { title: 'Minutes' });

async function search(query: string, limit?: number): Promise<string> {
  const context = toolContext({ documents: [survey, minutes, survey] });
  return (await createDocumentsTool().run({ query, ...(limit !== undefined && { limit }) }, context)).text;
}

test('gives the passages that fit, word for word, with their place', async () => {
  const start = survey.text.indexOf('A meter');
  const told = await search('What does one meter cost?', 1);
  const [head, ...passage] = told.split(':\n');
  expect(head).toMatch(/^1 passage, the best first\.\n\n\[1\] "Survey", characters \d+ to \d+$/u);
  const [from = -1, to = -1] = (head?.match(/\d+/gu) ?? []).slice(-2).map(Number);
  expect(passage.join(':\n')).toBe(survey.text.slice(from, to));
  expect([from <= start, to >= start + cost.length]).toEqual([true, true]);
});

test('finds in several documents, each once, and names them', async () => {
  const told = await search('benches and meters');
  expect([...told.matchAll(/^\[\d\] ("\w+")/gmu)].map(([, title]) => title)).toEqual([
    '"Minutes"',
    '"Survey"',
    '"Survey"',
  ]);
});

test('says that nothing fits, and that there is nothing to search', async () => {
  expect(await search('photosynthesis')).toBe(
    'Nothing in "Survey", "Minutes" fits "photosynthesis". Try other words, or say that the documents do not tell.',
  );
  await expect(createDocumentsTool().run({ query: 'water' }, toolContext())).rejects.toThrow(
    'You were given no documents to search. Go on without them, and say so.',
  );
  await expect(createDocumentsTool().run({ query: ' ', limit: 99 }, toolContext())).rejects.toThrow(
    'query: Too small: expected string to have >=1 characters. limit: Too big: expected number to be <=10.',
  );
});
