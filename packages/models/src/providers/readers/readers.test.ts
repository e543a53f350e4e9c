import { AppError, type Passage } from '@parley/spec';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { createEmbedder } from './embedder.ts';
import { createAllReaders, readersProvider } from './readers.ts';
import { briefingPack, collect, documentOf, passagesOf, stream } from './reading-fixtures.ts';

let doomed = false;
const embedder = createEmbedder({
  startWorker: () => {
    const worker = new Worker(new URL('./semantic-worker.ts', import.meta.url));
    if (doomed) void worker.terminate();
    return worker;
  },
});
const readers = createAllReaders(embedder);
afterAll(() => embedder.stop());

const families = ['reader-lexical', 'reader-graph', 'reader-semantic'];
const pack = briefingPack();

async function faultOf(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`Expected an AppError, got ${String(error)}`);
}

function spot({ documentId, start }: Passage): string {
  return `${documentId}@${start}`;
}

/** |A and B| / |A or B|. */
function jaccard(first: readonly Passage[], second: readonly Passage[]): number {
  const a = new Set(first.map(spot));
  const b = new Set(second.map(spot));
  const shared = [...a].filter((place) => b.has(place)).length;
  return shared / (a.size + b.size - shared);
}

describe.each(families)('%s', (family) => {
  const planted = 'Drivers may not park lorries in the old town at night, and fines have doubled.';
  const town = `# Town notes

The bakery on the corner sells rye bread and small cakes. Its owner plays chess on Sundays.

${planted} The library lends out seeds for tomatoes and beans. A fountain stands in front of the school.

## Weather

Rain is expected in the hills for the whole week. The lake was warm enough for swimming in October.`;

  test('quotes the planted sentence first, exactly, and as a Markdown quotation', async () => {
    const question = 'Where are lorries allowed to park, and what fines do drivers pay?';
    const events = await collect(readers, { family, documents: [documentOf(town)], question, limit: 1 });
    const start = town.indexOf(planted);
    expect(events).toEqual([
      { type: 'text', text: `*Local reader (${family.slice('reader-'.length)}): quotes, never writes.*\n\n` },
      {
        type: 'passage',
        passage: { documentId: 'paper', documentTitle: 'Paper', start, end: start + planted.length, text: planted },
      },
      { type: 'text', text: `> ${planted}\n>\n> — *Paper*, Town notes\n\n` },
      { type: 'finish', outcome: 'complete' },
    ]);
  });

  test('says plainly that nothing fits, without a passage', async () => {
    const events = await collect(readers, {
      family,
      documents: [documentOf('The bakery sells rye bread and small cakes.')],
      question: 'Quantum chromodynamics lattice simulations?',
    });
    expect(events.map((event) => event.type)).toEqual(['text', 'finish']);
    expect(events.at(-1)).toEqual({ type: 'finish', outcome: 'empty' });
  });

  test('the domain changes what is quoted, and mostly to its own memo', async () => {
    const sets: Passage[][] = [];
    for (const domain of ['regulation', 'market', 'technology']) {
      const passages = await passagesOf(readers, { family, ...pack, domain });
      expect(passages).toHaveLength(6);
      const own = passages.filter(({ documentId }) => documentId === `${domain}.md`);
      expect(own.length).toBeGreaterThanOrEqual(3);
      sets.push(passages);
    }
    const [regulation = [], market = [], technology = []] = sets;
    expect(jaccard(regulation, market)).toBeLessThan(0.4);
    expect(jaccard(regulation, technology)).toBeLessThan(0.4);
    expect(jaccard(market, technology)).toBeLessThan(0.4);
  });

  test('passages are exact, within the limit, never twice, and the same every time', async () => {
    const task = { family, ...pack, domain: 'market', limit: 9 };
    const first = await passagesOf(readers, task);
    expect(first).toHaveLength(9);
    expect(new Set(first.map(spot)).size).toBe(9);
    for (const { documentId, start, end, text } of first) {
      expect(pack.documents.find(({ id }) => id === documentId)?.text.slice(start, end)).toBe(text);
    }
    const fresh = createEmbedder();
    expect(await passagesOf(createAllReaders(fresh), task)).toEqual(first);
    await fresh.stop();
  });

  test.each([
    [
      'emoji',
      'The launch 🚀 of the ferry was a success 🎉. Cats sleep a lot.',
      'Was the ferry launch a success?',
      'The launch 🚀',
    ],
    ['Chinese', '水表的价格每年下降百分之三。图书馆在周日关门。', '水表的价格是多少？', '水表'],
    ['Arabic', 'سعر عداد المياه ينخفض كل عام. المكتبة مغلقة يوم الأحد.', 'ما هو سعر عداد المياه؟', 'سعر'],
  ])('reads %s', async (_name, text, question, beginning) => {
    const [first] = await passagesOf(readers, { family, documents: [documentOf(text)], question, limit: 1 });
    expect(first?.text.slice(0, beginning.length)).toBe(beginning);
  });

  test('reads a very long sentence, in pieces', async () => {
    const text = `${'the clerk counted another box of paper and put it on the shelf, '.repeat(300)}and the flood destroyed the archive at last.`;
    const [first] = await passagesOf(readers, {
      family,
      documents: [documentOf(text)],
      question: 'Did a flood destroy the archive?',
      limit: 1,
    });
    expect(first?.text).toContain('the flood destroyed the archive');
    expect(first?.text.length).toBeLessThanOrEqual(700);
  });

  test('without documents, without text or without a question it says what to do', async () => {
    const none = await faultOf(collect(readers, { family, documents: [], question: 'Why?' }));
    const blank = await faultOf(collect(readers, { family, documents: [documentOf(' \n ')], question: 'Why?' }));
    const silent = await faultOf(collect(readers, { family, documents: [documentOf(town)], question: ' ' }));
    expect([none.code, blank.code, silent.code]).toEqual(['user/no-material', 'user/no-material', 'user/no-question']);
    expect(none.message).toContain('Wire an Input with a document');
    expect(blank.message).toContain('paste the text');
    expect(silent.message).toContain('Write a question');
  });

  test('stops when cancelled, before the first word and in the middle', async () => {
    const early = AbortSignal.abort();
    expect((await faultOf(collect(readers, { family, ...pack, signal: early }))).code).toBe('internal/cancelled');
    const controller = new AbortController();
    const seen: string[] = [];
    const call = (async () => {
      for await (const event of stream(readers, { family, ...pack, signal: controller.signal })) {
        seen.push(event.type);
        if (event.type === 'passage') controller.abort();
      }
    })();
    expect((await faultOf(call)).code).toBe('internal/cancelled');
    expect(seen.filter((type) => type === 'passage')).toHaveLength(1);
    expect(seen).not.toContain('finish');
  });

  test('other work goes on while it reads 600 kB', async () => {
    const sentences = pack.documents.flatMap(({ text }) => text.split(/(?<=\.)\s+/u));
    const numbered = Array.from(
      { length: 5000 },
      (_, index) => `${sentences[index % sentences.length]} Note ${index}.`,
    );
    const document = documentOf(numbered.join('\n\n').slice(0, 600_000), { mediaType: 'text/plain' });
    let turns = 0;
    const other = setInterval(() => {
      turns += 1;
    }, 1);
    const passages = await passagesOf(readers, {
      family,
      documents: [document],
      question: pack.question,
      domain: 'market',
    });
    clearInterval(other);
    expect(passages).toHaveLength(6);
    expect(turns).toBeGreaterThan(5);
  });
});

test('the three readers choose different passages of the pack, and agree on some', async () => {
  const overlaps: number[] = [];
  for (const domain of ['regulation', 'market', 'technology']) {
    const [lexical = [], graph = [], semantic = []] = await Promise.all(
      families.map((family) => passagesOf(readers, { family, ...pack, domain, limit: 7 })),
    );
    overlaps.push(jaccard(lexical, graph), jaccard(lexical, semantic), jaccard(graph, semantic));
  }
  expect(Math.max(...overlaps)).toBeLessThan(0.6);
  expect(Math.max(...overlaps)).toBeGreaterThan(0.2);
});

test('the pack disagrees about a date, and the readers show both sides', async () => {
  const passages = await passagesOf(readers, { family: 'reader-lexical', ...pack, domain: 'regulation' });
  const text = passages.map((passage) => passage.text).join('\n');
  expect(text).toContain('1 January 2028');
  expect(text).toContain('1 July 2028');
});

test('a semantic reader whose worker dies fails in words, and the next reading works', async () => {
  const task = {
    family: 'reader-semantic',
    documents: [documentOf('Nobody has read this sentence before now.')],
    question: 'Who has read it?',
  };
  await embedder.stop();
  doomed = true;
  const fault = await faultOf(collect(readers, task));
  doomed = false;
  expect([fault.code, fault.retryable]).toEqual(['provider/cut-off', true]);
  expect(await passagesOf(readers, task)).toHaveLength(1);
});

test('an unknown reader is refused by name', async () => {
  const provider = await readersProvider.load();
  const fault = await faultOf(collect(provider, { family: 'reader-psychic', ...pack }));
  expect(fault.code).toBe('user/unknown-family');
  expect(fault.message).toContain('reader-lexical, reader-graph, reader-semantic');
});
