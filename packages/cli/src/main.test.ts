// The command line as a person or a script meets it: a process of its own, real SDKs, and vendors that are a mock on the wire.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startTranscriptServer,
  type TranscriptReply,
  type TranscriptRequest,
  type TranscriptServer,
  vendorTranscripts,
} from '@parley/models/wire-conformance';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { panelMesh, spawnCli } from './testing/spawn-cli.ts';

// Each test starts programs, several at once.
vi.setConfig({ testTimeout: 90_000 });
const folder = mkdtempSync(path.join(tmpdir(), 'parley-cli-'));
const keys = { claude: `sk-ant-${randomBytes(12).toString('hex')}`, gpt: `sk-${randomBytes(12).toString('hex')}` };
const vendorOf = (id: string) => {
  const vendor = vendorTranscripts.find(({ provider }) => provider.id === id);
  if (!vendor) throw new Error(`no transcripts of ${id}`);
  return vendor;
};
const anthropic = vendorOf('anthropic');
const openai = vendorOf('openai');
let vendors: TranscriptServer;
let environment: Record<string, string> = {};

beforeAll(async () => {
  vendors = await startTranscriptServer();
  vendors.answer(answer);
  environment = {
    ANTHROPIC_API_KEY: keys.claude,
    OPENAI_API_KEY: keys.gpt,
    ANTHROPIC_BASE_URL: anthropic.baseUrl(vendors.origin),
    OPENAI_BASE_URL: openai.baseUrl(vendors.origin),
  };
});
afterAll(async () => {
  await vendors[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Words that are streamed, or a reply of its own. */
type Reply = string | TranscriptReply;
const replies = new Map<string, { readonly claude: Reply; readonly gpt: Reply }>();
const no = 'No. Clause 7 wants consent.\nSTANCE: no';

/** Lets the vendors say this to whoever asks with the word that it gives, so that tests can run side by side. */
function say({ claude = no, gpt = no }: { claude?: Reply; gpt?: Reply } = {}): string {
  const word = `case-${randomBytes(6).toString('hex')}`;
  replies.set(word, { claude, gpt });
  return word;
}

function answer({ path: asked, body }: TranscriptRequest): TranscriptReply {
  const [word = ''] = /case-[0-9a-f]{12}/.exec(JSON.stringify(body)) ?? [];
  const isClaude = asked.startsWith(anthropic.asked.path);
  const reply = replies.get(word)?.[isClaude ? 'claude' : 'gpt'] ?? { status: 500, body: 'not asked for' };
  if (typeof reply !== 'string') return reply;
  return { body: (isClaude ? anthropic : openai).speak(reply.split(/(?<=\n)/)) };
}

const askedWith = (word: string) => vendors.requests.filter(({ body }) => JSON.stringify(body).includes(word));

/** A mesh in a file of its own that asks with this word; `change` as in `panelMesh`. */
function meshFile(word: string, change: Parameters<typeof panelMesh>[0] = {}): string {
  const name = `${word}.json`;
  const graph = panelMesh({ ...change, in: { question: `May the tenant sublet? ${word}`, ...change?.['in'] } });
  writeFileSync(path.join(folder, name), JSON.stringify(graph));
  return name;
}

const parley = (
  args: readonly string[],
  { input, ...more }: { environment?: Record<string, string>; input?: string } = {},
) =>
  spawnCli(args, {
    folder,
    environment: { ...environment, ...more.environment },
    ...(input !== undefined && { input }),
  });

/** Times, amounts and ids change from run to run or with a price list; nothing else may. Two voices end in any order. */
const lines = (text: string): string[] =>
  text
    .replaceAll(/\d+\.\d s/g, 'N s')
    .replaceAll(/\$0\.\d+/g, '$N')
    .split('\n')
    .toSorted();

const resultSchema = z.looseObject({
  status: z.string(),
  steps: z.array(z.looseObject({ title: z.string(), status: z.string() })),
});
const readResult = (out: string) => resultSchema.parse(JSON.parse(out));
const refusal = (key: string): TranscriptReply => ({
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ type: 'error', error: { type: 'authentication_error', message: `bad key ${key}` } }),
});
const told = `Subletting
✓ Question      N s
✓ Claude        N s   1,112 in, 2 out   $N   claude-opus-5-5 (anthropic)
✓ GPT           N s   90 in, 2 out   price unknown   gpt-6.1-sol (openai)
✓ Consensus     N s
✓ Result        N s
Done. N s · 1,202 in, 4 out · at least $N
Some of the tokens have no known price and are not in that sum.

`;

test.concurrent('a run tells a line a step on standard error and its result alone on standard output', async () => {
  const word = say();
  const { code, out, err } = await parley(['run', meshFile(word), '-i', `q=May they let a room? ${word}`]).ended;
  expect({ code, err: lines(err) }).toEqual({ code: 0, err: lines(told) });
  expect(out).toMatch(/^2 of 2 voices that took a stance chose "no"\./);
  expect(askedWith(word).map(({ body }) => JSON.stringify(body).includes('May they let a room?'))).toEqual([
    true,
    true,
  ]);
});

test.concurrent('--json is one object and nothing else, and a saved run is told again as it was', async () => {
  const run = await parley(['run', meshFile(say()), '--json', '--save', 'run.jsonl']).ended;
  const json = readResult(run.out);
  expect(json).toMatchObject({
    status: 'done',
    name: 'Subletting',
    results: [{ nodeId: 'out', title: 'Result', value: { kind: 'verdict', outcome: 'agree', stance: 'no' } }],
    spent: { inputTokens: 1202, outputTokens: 4, cachedInputTokens: 1064, cacheWriteTokens: 100, unpricedTokens: 92 },
  });
  expect(json.steps.map(({ title, status }) => `${title} ${status}`)).toEqual([
    'Question done',
    'Claude done',
    'GPT done',
    'Consensus done',
    'Result done',
  ]);
  expect(lines(run.err)).toEqual(lines(told));
  const again = await parley(['replay', 'run.jsonl', '--speed', '0', '--json']).ended;
  expect({ ...again, out: readResult(again.out) }).toEqual({ ...run, out: json });
});

test.concurrent('--words shows what each voice says, one after the other', async () => {
  const word = say({ claude: 'First line.\n\nThird line.', gpt: 'A short word.' });
  const { err } = await parley(['run', meshFile(word), '--words']).ended;
  expect(err).toContain('▸ Claude\n  │ First line.\n  │ \n  │ Third line.\n');
  expect(err).toContain('▸ GPT\n  │ A short word.\n');
});

test.concurrent('material comes from files and from standard input', async () => {
  const word = say();
  writeFileSync(path.join(folder, 'lease.md'), '# Lease\n\nThe tenant may keep bees.');
  const run = parley(['run', meshFile(word), '-f', 'lease.md', '-i', 'text=-'], { input: 'Note: no bees.' });
  expect((await run.ended).code).toBe(0);
  expect(JSON.stringify(askedWith(word)[0]?.body)).toMatch(/The tenant may keep bees\..*Note: no bees\./);
});

test.concurrent('a run that fails ends with 1, says why at the step, and shows no key', async () => {
  const word = say({ claude: refusal(keys.claude), gpt: refusal(keys.gpt) });
  const { code, out, err } = await parley(['run', meshFile(word)]).ended;
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('The run failed.');
  expect(err).toMatch(/✗ Claude .*\n {4}\S/);
  expect(err).not.toContain(keys.claude.slice(8, 20));
  expect(err).not.toContain(keys.gpt.slice(4, 16));
});

test.concurrent('a run that must ask a person ends with 4 where nobody is, and says what it would have asked', async () => {
  const word = say({ claude: refusal(keys.claude) });
  const { code, out, err } = await parley(['run', meshFile(word, { claude: { onFailure: 'ask' } }), '--json']).ended;
  expect(code).toBe(4);
  expect(readResult(out)).toMatchObject({
    status: 'waiting',
    results: [],
    requests: [{ title: 'Claude', kind: 'failure', options: [{ id: 'retry' }, { id: 'go-on' }, { id: 'stop' }] }],
  });
  expect(err).toContain('The run waits for an answer, and nobody is at this terminal.\n  "Claude": "Claude" could not');
  expect(err).toContain('Try again / Go on without / Stop the run');
});

test.concurrent('Ctrl-C cancels the run on the wire and ends with 130', async () => {
  const word = say({ claude: { body: anthropic.half, ending: 'hang' }, gpt: { body: '', ending: 'mute' } });
  const running = parley(['run', meshFile(word), '--words', '--json']);
  await running.until(/Half of/);
  running.child.kill('SIGINT');
  const { code, out, err } = await running.ended;
  expect([code, readResult(out).status]).toEqual([130, 'cancelled']);
  expect(err).toContain('Cancelled.');
  const asked = askedWith(word);
  expect(asked).toHaveLength(2);
  await Promise.all(asked.map(({ abandoned }) => abandoned));
});

test.concurrent('--watch runs again when the file changes', async () => {
  const [first, second] = [say(), say({ claude: 'Yes.\nSTANCE: yes' })];
  const name = meshFile(first);
  const running = parley(['run', name, '--watch']);
  await running.until(/Waiting for .* to change/);
  writeFileSync(path.join(folder, name), '{');
  await running.until(/is not JSON/);
  writeFileSync(path.join(folder, name), readFileSync(path.join(folder, meshFile(second)), 'utf8'));
  await running.until(/(Done\.[^]*){2}Waiting for/);
  running.child.kill('SIGINT');
  const { code } = await running.ended;
  expect([code, askedWith(first).length, askedWith(second).length]).toEqual([130, 2, 2]);
});

test.concurrent('hostile words of models, titles and names reach no terminal as they are', async () => {
  const hostile = '\u001b]0;owned\u0007\u001b[2Jx\u009b31m\u202etxt.exe\r\u2028';
  const word = say({ claude: `${hostile}STANCE: no` });
  const file = meshFile(word, { claude: { title: `Cl${hostile}` }, out: { title: hostile } });
  const all = ['--words', '--json'].map((how) => ['run', file, how]);
  const broken = meshFile(say(), { claude: { title: `Cl${hostile}`, family: hostile } });
  for (const args of [...all, ['check', broken]]) {
    const { out, err } = await parley(args, { environment: { FORCE_COLOR: '1' } }).ended;
    // oxlint-disable-next-line no-control-regex -- our own colours
    const bare = (out + err).replaceAll(/\u001b\[\d+m/g, '');
    expect(bare).toContain('owned');
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(bare).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]/u);
    if (args.includes('--words')) expect(bare).toContain('␛]0;owned␇␛[2Jx�31m�txt.exe');
  }
});

test.concurrent('NO_COLOR and pipes are free of colour, and FORCE_COLOR is not', async () => {
  const [coloured, plain] = await Promise.all([
    parley(['templates'], { environment: { FORCE_COLOR: '1' } }).ended,
    parley(['templates']).ended,
  ]);
  expect([coloured.out.includes('\u001b['), plain.out.includes('\u001b[')]).toEqual([true, false]);
});

test.concurrent('a shell completes commands and options', async () => {
  const [script, options] = await Promise.all([
    parley(['completion', 'bash']).ended,
    parley(['complete', '--', 'run', '--w']).ended,
  ]);
  expect(script).toMatchObject({ code: 0, err: '' });
  expect(script.out).toContain('complete -F __parley_complete parley');
  expect(options.out.split('\n').map((line) => line.split('\t')[0])).toEqual(['--watch', '--words', ':4', '']);
});
