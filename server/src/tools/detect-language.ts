// Which of Postgres's text search configurations fits a text. It reads words only.
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';

/** Configurations that come with a list of stop words, by which their language is told. */
const languages = [
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'hungarian',
  'italian',
  'nepali',
  'norwegian',
  'portuguese',
  'russian',
  'spanish',
  'swedish',
  'turkish',
];
const sampleLength = 20_000;
/** In running text a third to a half of the words are stop words of its language; names and numbers have none. */
const leastShare = 0.2;
const leastWords = 4;
const rowsSchema = z.array(z.object({ language: z.string(), count: z.coerce.number() }));

/** The language most of whose stop words are in the text; `simple`, which knows no language, when no language has enough. */
export async function detectLanguage(db: Database, text: string): Promise<string> {
  const words =
    text
      .slice(0, sampleLength)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (words.length === 0) return 'simple';
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const { rows } = await db.execute(sql`
    select language, sum(count) as count
    from json_each_text(${JSON.stringify(Object.fromEntries(counts))}::json) as sample(word, times),
      unnest(${sql.param(languages)}::text[]) as language,
      lateral (select times::int as count) as counted
    where ts_lexize((language || '_stem')::regdictionary, word) = '{}'
    group by language
    order by count desc, language
    limit 1`);
  const [best] = rowsSchema.parse(rows);
  return best && best.count >= Math.max(leastWords, words.length * leastShare) ? best.language : 'simple';
}
