import { createTokenMeter } from '@parley/models';
import { type ContextFit, contextFitSchema, type Document } from '@parley/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sketchHost, sketchVoice } from '../testing/sketch-context.ts';
import { fitMaterial, type FitTask } from './fit-material.ts';
import { gapMark } from './material-pieces.ts';
import { splitUnits } from './split-units.ts';

function documentOf(id: string, text: string): Document {
  return { id, title: id.toUpperCase(), mediaType: 'text/plain', characters: text.length, text, pageStarts: [] };
}

const task: Omit<FitTask, 'material'> = {
  strategy: 'trim',
  voice: sketchVoice('node'),
  question: 'When does the tooling arrive?',
  domain: '',
  share: 1,
  isFavoured: () => false,
  render: (texts) => texts.map(({ source, text }) => `<<<${source}\n${text}\n>>>`).join('\n\n'),
};
const hostOf = (window: number) => sketchHost({ meter: createTokenMeter(() => window) });
const filler = (count: number) =>
  Array.from({ length: count }, (_, number) => `Paragraph ${number} speaks of lunch, weather and parking.`);
const characters = (shares: ContextFit['leftOut']) => shares.reduce((sum, share) => sum + share.characters, 0);

test('what fits goes in whole, and nothing is said about it', async () => {
  const material = [documentOf('one', filler(20).join('\n\n'))];
  const whole = { texts: [{ source: 0, text: material[0]?.text, condensed: false }], partial: false };
  expect(await fitMaterial({ ...task, material }, hostOf(1_000_000).context)).toEqual(whole);
  // More bytes than the window has tokens: now it is counted, and still fits.
  const counted = await fitMaterial({ ...task, material }, hostOf(1_000).context);
  expect(counted).toEqual({ ...whole, counted: expect.any(Number) });
});

test('a reader has no window', async () => {
  const material = [documentOf('one', filler(500).join('\n\n'))];
  const voice = sketchVoice('node', { kind: 'reader', family: 'reader' });
  const host = hostOf(100);
  expect((await fitMaterial({ ...task, material, voice }, host.context)).texts[0]?.text).toBe(material[0]?.text);
  expect(host.journal.size).toBe(0);
});

test('trimming keeps what bears on the question, in its order, and marks every gap', async () => {
  const first = 'The tooling arrives in the second week of May.';
  const second = 'The tooling may arrive late: the supplier warned of it.';
  const text = [...filler(60), first, ...filler(60), second, ...filler(60)].join('\n\n');
  const { texts, fit } = await fitMaterial({ ...task, material: [documentOf('one', text)] }, hostOf(700).context);
  const shown = texts[0]?.text ?? '';
  expect(shown.indexOf(first)).toBeGreaterThan(0);
  expect(shown.indexOf(second)).toBeGreaterThan(shown.indexOf(first));
  const paragraphs = shown.split('\n\n');
  expect(paragraphs.at(-1)).toBe(gapMark);
  expect(paragraphs.filter((each) => each !== gapMark).every((each) => text.includes(each))).toBe(true);
  const kept = paragraphs.filter((each) => each !== gapMark).map((each) => text.indexOf(each));
  expect(kept).toEqual(kept.toSorted((one, other) => one - other));
  expect(contextFitSchema.parse(fit)).toMatchObject({
    strategy: 'trim',
    window: 700,
    condensed: [],
    leftOut: [{ documentId: 'one', documentTitle: 'ONE' }],
  });
});

test('a document of which nothing is kept is named with all its characters', async () => {
  const lunch = filler(76).join(' ');
  const material = [
    documentOf('memo', `The tooling arrives in May. ${'It arrives by ship. '.repeat(40)}`),
    documentOf('lunch', lunch),
  ];
  const { texts, fit } = await fitMaterial({ ...task, material }, hostOf(880).context);
  expect(texts).toEqual([{ source: 0, text: material[0]?.text.trim(), condensed: false }]);
  expect(fit?.leftOut).toEqual([{ documentId: 'lunch', documentTitle: 'LUNCH', characters: lunch.length }]);
});

test('favoured texts are kept before what is more relevant', async () => {
  const material = [
    documentOf(
      'one',
      filler(200)
        .map((line) => `The tooling arrives. ${line}`)
        .join('\n\n'),
    ),
    documentOf('said', 'Nothing to see here.'),
  ];
  const { texts } = await fitMaterial({ ...task, material, isFavoured: (source) => source === 1 }, hostOf(900).context);
  expect(texts.at(-1)).toEqual({ source: 1, text: 'Nothing to see here.', condensed: false });
});

test('whole refuses, naming the node, the size and the window; so does a window without room', async () => {
  const material = [documentOf('one', filler(400).join('\n\n'))];
  await expect(fitMaterial({ ...task, strategy: 'whole', material }, hostOf(2_000).context)).rejects.toMatchObject({
    code: 'limit/context',
    path: ['fit'],
    message: expect.stringMatching(/"Node" is to read is about \d,\d{3} tokens long, and claude-one holds 2,000/u),
  });
  await expect(fitMaterial({ ...task, material }, hostOf(20).context)).rejects.toMatchObject({
    code: 'limit/context',
    path: ['model'],
  });
});

test('what is known of the window is journalled, so that a resumed run asks the same', async () => {
  const material = [documentOf('one', filler(300).join('\n\n'))];
  const meter = createTokenMeter(() => 2_000);
  const first = sketchHost({ meter });
  const fitted = await fitMaterial({ ...task, material }, first.context);
  meter.learn('claude', 1_000, 3_000);
  const again = sketchHost({ meter, journal: first.journal });
  expect(await fitMaterial({ ...task, material }, again.context)).toEqual(fitted);
  const fresh = await fitMaterial({ ...task, material }, sketchHost({ meter }).context);
  expect(fresh.fit?.leftOut).not.toEqual(fitted.fit?.leftOut);
});

const word = fc.constantFrom(
  'tooling',
  'arrive',
  'May',
  'lunch',
  '漢字かな',
  'x'.repeat(300),
  '🙂🙂',
  '<|endoftext|>',
  '# A',
  '- b',
  'café',
);
const separator = fc.constantFrom(' ', ' ', ' ', '\n', '. ', '\n\n', '\r\n\r\n', '\n \n');
const textOf = (words: number) =>
  fc
    .array(fc.tuple(word, separator), { minLength: words, maxLength: words + 200, size: 'max' })
    .map((parts) => parts.flat().join(''));
const anyText = textOf(1);
const longText = textOf(100);

test('units are the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const units = splitUnits(text);
      expect(units.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      expect(units.every(({ start, end }) => end > start && end - start <= 2_000)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('trimming never exceeds the window, loses nothing silently and keeps the order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(longText, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 500, max: 1_500 }),
      async (texts, window) => {
        const material = texts.map((text, number) => documentOf(`d${number}`, text));
        const host = hostOf(window);
        const { factor } = host.context.meter.measure(task.voice);
        const fitted = await fitMaterial({ ...task, material }, host.context).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'limit/context' });
        });
        if (!fitted) return;
        const prompt = task.render(fitted.texts, fitted.partial);
        expect((await host.context.meter.count(prompt)) * factor).toBeLessThanOrEqual(window);
        const sources = fitted.texts.map(({ source }) => source);
        expect(sources).toEqual(sources.toSorted((one, other) => one - other));
        if (!fitted.fit) {
          expect(fitted.texts.map(({ text }) => text)).toEqual(texts);
          return;
        }
        const left = new Map(fitted.fit.leftOut.map(({ documentId, characters }) => [documentId, characters]));
        for (const [source, { id, text }] of material.entries()) {
          const shown = fitted.texts.find((each) => each.source === source)?.text ?? '';
          // Each stretch between two marks stands in the original after the one before it.
          let at = 0;
          let kept = 0;
          for (const stretch of shown.split(gapMark).map((each) => each.trim())) {
            const found = text.indexOf(stretch, at);
            expect(found).toBeGreaterThanOrEqual(0);
            at = found + stretch.length;
            kept += stretch.replace(/\s/gu, '').length;
          }
          const whole = text.replace(/\s/gu, '').length;
          expect(kept + (left.get(id) ?? 0)).toBeGreaterThanOrEqual(whole);
          expect(kept).toBeLessThanOrEqual(text.length - (left.get(id) ?? 0));
        }
        expect(characters(fitted.fit.leftOut)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('near the brim the provider is asked for its own count, once a run, and its word decides', async () => {
  const text = filler(60).join('\n\n');
  const material = [documentOf('one', text)];
  const asked: string[] = [];
  const counting = (tokens: number | undefined, journal = new Map<string, string>()) => {
    const host = sketchHost({ meter: createTokenMeter(() => 1_000), journal });
    const models = {
      ...host.context.models,
      countTokens: (prompt: string) => {
        asked.push(prompt);
        return Promise.resolve(tokens);
      },
    };
    return { ...host.context, models };
  };
  const fitted = async (context: ReturnType<typeof counting>) =>
    (await fitMaterial({ ...task, material }, context)).fit;
  // By the estimate it is a little too long.
  expect(await fitted(counting(undefined))).toBeDefined();
  const journal = new Map<string, string>();
  expect(await fitted(counting(500, journal))).toBeUndefined();
  expect(await fitted(counting(900, journal))).toBeUndefined();
  expect(await fitted(counting(1_200))).toBeDefined();
  expect(asked).toEqual(Array.from({ length: 3 }, () => task.render([{ source: 0, text, condensed: false }], false)));
  // Far beyond it no count could help.
  const long = { ...task, material: [documentOf('two', filler(600).join('\n\n'))] };
  expect((await fitMaterial(long, counting(10))).fit).toBeDefined();
  expect(asked).toHaveLength(3);
});
