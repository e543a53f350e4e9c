// The vendors' stand-in for `providers.ts`, as a process of its own so that its work is not counted as ours. Tells its
// parent its origin; what it answers is in the question: `first`, `events`, `flood`, `paced` or `open`.
import { startTranscriptServer, type TranscriptReply, vendorTranscripts } from '@parley/models/wire-conformance';

const words = (count: number) => Array.from({ length: count }, (_, index) => `word ${index} of an answer `);
const LONG = 4_000;
const PACED = 400;

/** A reply that takes as long as its words take at 200 a second. */
function pace(body: string): TranscriptReply {
  return { body, drip: Math.ceil(Buffer.byteLength(body) / PACED), pause: 5 };
}

const replies = new Map(
  vendorTranscripts.map(({ asked, speak }): [string, ReadonlyMap<string, TranscriptReply>] => {
    const long = speak(words(LONG));
    const open = speak(words(40));
    const bodies = new Map<string, TranscriptReply>([
      ['first', { body: speak(words(1)) }],
      // Several events a write, as a fast provider's arrive.
      ['events', { body: long, drip: 1_024 }],
      ['flood', { body: long }],
      // 200 tokens a second, about one a write: what a fast vendor's model speaks at.
      ['paced', pace(speak(words(PACED)))],
      ['open', { body: open.slice(0, open.indexOf('word 30')), ending: 'hang' }],
    ]);
    return [asked.path, bodies];
  }),
);

const server = await startTranscriptServer();
server.answer(({ path, body }) => {
  server.requests.length = 0;
  const [, name] = /bench-(\w+)/.exec(JSON.stringify(body)) ?? [];
  return replies.get(path)?.get(name ?? '') ?? { status: 404, body: '' };
});
process.send?.(server.origin);
