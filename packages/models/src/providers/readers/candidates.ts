// What could be quoted from the documents: one list of candidates that all three engines choose from, so that their choices compare.
import type { Document, Passage } from '@parley/spec';
import { type Block, defeatsMarkdown, markdownBlocks } from './markdown-blocks.ts';
import type { Pace } from './pace.ts';
import { plainBlocks } from './plain-blocks.ts';
import { plainText } from './plain-text.ts';
import { type Span, splitSentences, trimSpan } from './sentences.ts';

/** A stretch of a document that stands on its own when quoted. */
export interface Candidate {
  /** `passage.text` is exactly the document's text from `start` to `end`. */
  readonly passage: Passage;
  /** The same words without markup and line breaks. */
  readonly plain: string;
  readonly form: Block['form'];
  readonly section?: string;
  readonly header?: string;
}

/** Sentences that lean on the one before ("It also …", "However, …") are quoted together with it, up to this length. */
const joinLimit = 420;
const leaning =
  /^["“(*_]*(?:It|Its|This|These|Those|They|Their|That|He|She|Such|However|But|So|Therefore|Thus|Hence|Both|Either|Neither|Nor|Instead|Otherwise|Also|Then|Because of this|As a result|For this reason|In that case|The former|The latter|The same|Until then|By then)\b/u;
/** Short blocks about the document rather than its matter. */
const imprint =
  /^[*_]*(?:Prepared (?:for|by)|Written (?:for|by)|Drafted by|Subject:|Authors?:|By:|Date:|Version\b|Status:|To:|From:|Cc:|Confidential\b|Draft\b|Copyright\b|©|All rights reserved|Table of contents)/iu;
const imprintLimit = 300;
const keptCharacters = 4_000_000;
const cache = new Map<string, readonly Candidate[]>();

/**
 * The candidates of all documents, in order; none when the documents hold no text. Documents that appear twice are read once.
 * Depends on the documents alone. The documents read last are remembered, up to 4 million characters.
 */
export async function collectCandidates(documents: readonly Document[], pace: Pace): Promise<Candidate[]> {
  const seen = new Set<string>();
  const all: Candidate[] = [];
  for (const document of documents) {
    if (seen.has(document.id)) continue;
    seen.add(document.id);
    all.push(...(await remembered(document, pace)));
  }
  return all;
}

async function remembered(document: Document, pace: Pace): Promise<readonly Candidate[]> {
  const key = JSON.stringify([document.id, document.title, document.mediaType, document.pageStarts, document.text]);
  const known = cache.get(key);
  cache.delete(key);
  const candidates = known ?? (await documentCandidates(document, pace));
  cache.set(key, candidates);
  let characters = [...cache.keys()].reduce((sum, held) => sum + held.length, 0);
  for (const oldest of cache.keys()) {
    if (characters <= keptCharacters) break;
    cache.delete(oldest);
    characters -= oldest.length;
  }
  return candidates;
}

async function documentCandidates(document: Document, pace: Pace): Promise<Candidate[]> {
  const { text } = document;
  const blocks =
    document.mediaType === 'text/markdown' && !defeatsMarkdown(text)
      ? await markdownBlocks(text, pace)
      : await plainBlocks(text, document.pageStarts, pace);
  const candidates: Candidate[] = [];
  for (const block of blocks) {
    await pace();
    for (const span of quotableSpans(text, block)) candidates.push(candidateAt(document, span, block));
  }
  const quotable = candidates.filter((candidate) => isQuotable(candidate));
  if (quotable.length > 0) return quotable;
  const spoken = candidates.filter((candidate) => /[\p{L}\p{N}]/u.test(candidate.plain));
  if (spoken.length > 0) return spoken;
  const whole: Block = { span: [0, text.length], form: 'prose', glue: [] };
  return splitSentences(text, 0, text.length)
    .map((span) => candidateAt(document, span, whole))
    .filter((candidate) => /[\p{L}\p{N}]/u.test(candidate.plain));
}

function quotableSpans(text: string, block: Block): Span[] {
  if (imprint.test(text.slice(...block.span)) && block.span[1] - block.span[0] <= imprintLimit) return [];
  if (block.form !== 'prose') {
    const span = trimSpan(text, ...block.span);
    return span ? [span] : [];
  }
  const joined: Span[] = [];
  for (const sentence of splitSentences(text, ...block.span, block.glue)) {
    const last = joined.at(-1);
    const leans = leaning.test(text.slice(...sentence)) || !/[\p{L}\p{N}]{2}/u.test(text.slice(...sentence));
    if (last && leans && sentence[1] - last[0] <= joinLimit) joined[joined.length - 1] = [last[0], sentence[1]];
    else joined.push(sentence);
  }
  return joined;
}

function candidateAt(document: Document, [start, end]: Span, block: Block): Candidate {
  const text = document.text.slice(start, end);
  const page = pageAt(document.pageStarts, start);
  return {
    passage: {
      documentId: document.id,
      documentTitle: document.title,
      start,
      end,
      text,
      ...(page !== undefined && { page }),
    },
    plain: plainText(text),
    form: block.form,
    ...(block.section !== undefined && { section: block.section }),
    ...(block.header !== undefined && { header: block.header }),
  };
}

/** The 1-based page that holds the offset; undefined for documents without pages. */
function pageAt(pageStarts: readonly number[], offset: number): number | undefined {
  if (pageStarts.length === 0) return undefined;
  let low = 0;
  let high = pageStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pageStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

/** Whether it says something: enough words (or characters, for scripts without spaces), mostly letters, and not a lead-in to something else. */
function isQuotable({ plain, form }: Candidate): boolean {
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  if (letters < plain.length * (form === 'prose' ? 0.4 : 0.2)) return false;
  if (form === 'prose' && plain.endsWith(':')) return false;
  const words = plain.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const unspaced =
    plain.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/gu)?.length ?? 0;
  return words + unspaced / 2 >= 5;
}
