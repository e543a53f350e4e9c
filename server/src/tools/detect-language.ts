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
  // An older Postgres may lack some of them.
  const { rows } = await db.execute(sql`
    select cfgname as language, sum(times::int) as count
    from json_each_text(${JSON.stringify(Object.fromEntries(counts))}::json) as sample(word, times),
      pg_ts_config join pg_ts_dict on dictname = cfgname || '_stem'
    where cfgname = any(${sql.param(languages)}::text[]) and ts_lexize(pg_ts_dict.oid::regdictionary, word) = '{}'
    group by cfgname
    order by count desc, cfgname
    limit 1`);
  const [best] = rowsSchema.parse(rows);
  return best && best.count >= Math.max(leastWords, words.length * leastShare) ? best.language : 'simple';
}
