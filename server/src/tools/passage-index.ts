// The index of passages in the database: terms at once, vectors when a search first needs them. It ranks nothing but words.
import { createHash } from 'node:crypto';
import { passagesOf } from '@parley/tools';
import type { Document } from '@parley/spec';
import { and, count, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { searchedPassages, searchedTexts } from '../database/schema.ts';
import { detectLanguage } from './detect-language.ts';
import { spacedWords } from './spaced-words.ts';

/** A passage by its place in a searched text. */
export interface IndexedPassage {
  readonly place: number;
  readonly start: number;
  readonly end: number;
}

export interface SearchedText {
  /** The sha-256 of the text. */
  readonly id: string;
  readonly language: string;
  readonly passages: number;
}

export interface PassageIndex {
  /** The index of a document's text, made now if there is none. */
  open(document: Document): Promise<SearchedText>;
  /** Passages that hold at least one word of the query, the best first. */
  findWords(text: SearchedText, query: string, limit: number): Promise<(IndexedPassage & { readonly score: number })[]>;
  /** All passages in reading order. */
  list(text: SearchedText): Promise<IndexedPassage[]>;
  /** Vectors of these places, as far as they are known. */
  readVectors(text: SearchedText, places: readonly number[]): Promise<Map<number, Float32Array>>;
  writeVectors(text: SearchedText, vectors: ReadonlyMap<number, Float32Array>): Promise<void>;
}

const rowsAtOnce = 500;
const foundSchema = z.array(
  z.object({ place: z.number(), start: z.number(), end: z.number(), score: z.coerce.number() }),
);

export function createPassageIndex(db: Database): PassageIndex {
  const find = async (id: string): Promise<SearchedText | undefined> => {
    const [row] = await db
      .select({ id: searchedTexts.id, language: searchedTexts.language, passages: count(searchedPassages.place) })
      .from(searchedTexts)
      .leftJoin(searchedPassages, eq(searchedPassages.textId, searchedTexts.id))
      .where(eq(searchedTexts.id, id))
      .groupBy(searchedTexts.id);
    return row;
  };

  const make = async (id: string, document: Document): Promise<SearchedText> => {
    const language = await detectLanguage(db, document.text);
    const passages = passagesOf(document);
    await db.transaction(async (transaction) => {
      // Another server that makes the same index now is waited for here, and then there is nothing to do.
      const mine = await transaction.insert(searchedTexts).values({ id, language }).onConflictDoNothing().returning();
      if (mine.length === 0) return;
      for (let from = 0; from < passages.length; from += rowsAtOnce) {
        await transaction.insert(searchedPassages).values(
          passages.slice(from, from + rowsAtOnce).map(({ start, end, text }, offset) => ({
            textId: id,
            place: from + offset,
            start,
            end,
            terms: sql`to_tsvector(${language}::regconfig, ${spacedWords(text)})`,
          })),
        );
      }
    });
    return (await find(id)) ?? { id, language, passages: passages.length };
  };

  return {
    async open(document) {
      const id = createHash('sha256').update(document.text).digest('hex');
      return (await find(id)) ?? make(id, document);
    },

    /**
     * The sum over the query's words of Postgres's `ts_rank` of that word times its rarity in this text,
     * ln(1 + (N - n + 0.5) / (n + 0.5)): `ts_rank` alone would count a common word as much as a rare one.
     */
    async findWords({ id, language, passages }, query, limit) {
      const { rows } = await db.execute(sql`
        with words as (
          select ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery as word
          from unnest(to_tsvector(${language}::regconfig, ${spacedWords(query)}))
        ),
        found as (
          select place, start, "end", ts_rank(terms, word) as rank, count(*) over (partition by word) as holders
          from ${searchedPassages} join words on terms @@ word
          where text_id = ${id}
        )
        select place, start, "end", sum(rank * ln(1 + (${passages} - holders + 0.5) / (holders + 0.5))) as score
        from found group by place, start, "end" order by score desc, place limit ${limit}`);
      return foundSchema.parse(rows);
    },

    async list({ id }) {
      const { place, start, end } = searchedPassages;
      return db
        .select({ place, start, end })
        .from(searchedPassages)
        .where(eq(searchedPassages.textId, id))
        .orderBy(place);
    },

    async readVectors({ id }, places) {
      if (places.length === 0) return new Map();
      const { textId, place, vector } = searchedPassages;
      const rows = await db
        .select({ place, vector })
        .from(searchedPassages)
        .where(and(eq(textId, id), inArray(place, [...places]), isNotNull(vector)));
      return new Map(rows.flatMap((row) => (row.vector ? [[row.place, toFloats(row.vector)] as const] : [])));
    },

    async writeVectors({ id }, vectors) {
      if (vectors.size === 0) return;
      const places = [...vectors.keys()];
      const bytes = [...vectors.values()].map(toBytes);
      await db.execute(sql`
        update ${searchedPassages} set vector = given.vector
        from unnest(${sql.param(places)}::int[], ${sql.param(bytes)}::bytea[]) as given(place, vector)
        where text_id = ${id} and searched_passages.place = given.place`);
    },
  };
}

function toBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, place) => bytes.writeFloatLE(value, place * 4));
  return bytes;
}

function toFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, place) => bytes.readFloatLE(place * 4));
}
