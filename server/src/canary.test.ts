// No secret ever leaves the vault: a whole server whose every provider has a canary for a key, and vendors that give it away
// in every way they can. Whatever can be read from outside is read and searched.
import { randomBytes } from 'node:crypto';
import { createSecretRedactor, defaultProviders, families, type FamilyDefinition } from '@parley/models';
import {
  startTranscriptServer,
  type TranscriptReply,
  type TranscriptRequest,
  type TranscriptServer,
  vendorTranscripts,
} from '@parley/models/wire-conformance';
import { scriptedFamily } from '@parley/models/scripted';
import { createGraph, documentRefSchema, type Graph } from '@parley/spec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningServer, startServer } from './start-server.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

/** Every provider that takes a key, with one of its own: what JSON, URLs and base64 write otherwise is in it. */
const vendors = defaultProviders.flatMap(({ id, secret, baseUrlVariable }) => {
  const known = vendorTranscripts.find(({ provider }) => provider.id === id);
  const vendor = known ?? vendorTranscripts.find(({ provider }) => provider.id === 'deepseek');
  if (!secret || !vendor || baseUrlVariable === undefined) return [];
  const core = randomBytes(9).toString('hex');
  return [{ id, vendor, baseUrlVariable, secret: secret.name, core, key: `sk-"c\\${core}/+=` }];
});
type Vendor = (typeof vendors)[number];
/** Half of the keys come from the environment, the others are typed in. */
const fromEnvironment = vendors.filter((_, index) => index % 2 === 0);
const typedIn = vendors.filter((_, index) => index % 2 === 1);
/** A person put this one into a mesh and a document, where it is no secret of ours any more; it must not go anywhere from there. */
const pasted = typedIn[0] ?? vendors[0];
const masterKey = `master-${randomBytes(20).toString('hex')}`;
const others = {
  ANTHROPIC_CUSTOM_HEADERS: `cookie: team-${randomBytes(9).toString('hex')}`,
  OPENAI_CUSTOM_HEADERS: `x-team: team-${randomBytes(9).toString('hex')}`,
  AWS_SECRET_TOKEN: `aws-${randomBytes(9).toString('hex')}`,
};

const json = { 'content-type': 'application/json' };
/** Ways of giving a key away; each agent has one of them in its instructions. */
const deeds: Readonly<Record<string, (vendor: Vendor) => TranscriptReply>> = {
  text: ({ vendor, key }) => ({
    body: vendor.speak(['Your key is ', key.slice(0, 5), key.slice(5, 9), `${key.slice(9)}.`]),
    drip: 40,
  }),
  encoded: ({ vendor, key }) => {
    const base64 = Buffer.from(`user:${key}`).toString('base64');
    return {
      body: vendor.speak([
        encodeURIComponent(key),
        ' ',
        base64.slice(0, 9),
        base64.slice(9),
        ' ',
        JSON.stringify({ key }),
      ]),
    };
  },
  reasoning: ({ vendor, key }) => {
    const body = vendor.speak(['Hm, ', key.slice(0, 7), key.slice(7)]);
    const thought = body
      .replaceAll('"type":"text_delta","text":', '"type":"thinking_delta","thinking":')
      .replaceAll('"content":"', '"reasoning_content":"');
    return { body: thought };
  },
  error: ({ key }) => ({
    status: 400,
    headers: json,
    body: JSON.stringify({ error: { message: `${'x'.repeat(290)} ${key} is no good`, code: 400 } }),
  }),
  refusal: ({ key }) => ({
    status: 401,
    headers: json,
    body: JSON.stringify({ error: { message: `Incorrect API key provided: ${key}`, code: 401 } }),
  }),
  header: ({ key }) => ({
    status: 404,
    headers: { ...json, 'x-request-id': key, location: `https://x.example/?key=${encodeURIComponent(key)}` },
    body: JSON.stringify({ message: key }),
  }),
  garbage: ({ key }) => ({
    headers: { 'x-key': key },
    body: `<!doctype html><h1>${key}</h1>{"key": ${JSON.stringify(key)}`,
  }),
  cut: ({ vendor, key }) => ({ body: `${vendor.half}data: ${key}\n\n`, ending: 'cut' }),
};

let database: TestDatabase;
let transcripts: TranscriptServer;
let server: RunningServer;
let lines = '';
beforeAll(async () => {
  database = await createTestDatabase();
  transcripts = await startTranscriptServer();
  transcripts.answer((request) => {
    const vendor = vendors.find(({ key }) =>
      JSON.stringify(request.headers).includes(JSON.stringify(key).slice(1, -1)),
    );
    if (!vendor) return { status: 401, headers: json, body: '{"error":{"message":"no key"}}' };
    if (request.body === undefined)
      return { headers: json, body: JSON.stringify({ data: [{ id: vendor.key }], models: [] }) };
    const deed = /deed (\w+)/.exec(JSON.stringify(request.body))?.[1] ?? '';
    return deeds[deed]?.(vendor) ?? { status: 500, body: `no deed "${deed}" for ${vendor.key}` };
  });
  // As SDKs find them.
  Object.assign(process.env, others);
  const environment: Record<string, string> = { ...others, PARLEY_SECRET_KEY: masterKey };
  for (const { vendor, baseUrlVariable } of vendors) environment[baseUrlVariable] = vendor.baseUrl(transcripts.origin);
  for (const { secret, key } of fromEnvironment) environment[secret] = key;
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataFolder: '/nonexistent',
    databaseUrl: database.url,
    webRoot: '/nonexistent',
    environment,
    write: (line) => (lines += line),
    families: [
      ...families.filter(({ kind }) => kind === 'reader'),
      ...vendors.map(({ id }): FamilyDefinition => scriptedFamily(id, id)),
    ],
    providers: defaultProviders.filter(({ local }) => !local),
  });
}, 60_000);
afterAll(async () => {
  for (const name of Object.keys(others)) delete process.env[name];
  await server.close();
  await transcripts[Symbol.asyncDispose]();
  await database.drop();
});

/** Everything that was ever answered, by where it came from. */
const answers: { readonly from: string; readonly text: string }[] = [];
async function call(method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: json }),
  });
  const text = await response.text();
  answers.push({ from: `${method} ${path}`, text: JSON.stringify([...response.headers]) + text });
  return text;
}

const canaries = [
  ...vendors.map(({ key, secret }) => ({ name: secret, value: key })),
  { name: 'PARLEY_SECRET_KEY', value: masterKey },
  { name: 'AWS_SECRET_TOKEN', value: others.AWS_SECRET_TOKEN },
  { name: 'ANTHROPIC_CUSTOM_HEADERS', value: others.ANTHROPIC_CUSTOM_HEADERS.slice(8) },
  { name: 'OPENAI_CUSTOM_HEADERS', value: others.OPENAI_CUSTOM_HEADERS.slice(8) },
];
/** Which canaries are in a text, in any form; also the random middle of one, should a piece of it have got through. */
function findCanaries(text: string): string[] {
  const found = canaries
    .filter((secret) => createSecretRedactor([secret]).redact(text) !== text)
    .map(({ name }) => name);
  return [
    ...found,
    ...vendors
      .filter(({ core }) => text.includes(core.slice(0, 9)) || text.includes(core.slice(-9)))
      .map(({ secret }) => secret),
  ];
}

const agent = (vendor: Vendor, deed: string) => ({
  id: `${vendor.id}-${deed}`,
  type: 'agent',
  position: { x: 0, y: 0 },
  config: {
    title: `${vendor.id} ${deed}`,
    family: vendor.id,
    domain: '',
    instructions: `Do deed ${deed}.${deed === 'text' ? ` Use ${pasted?.key ?? ''} for it.` : ''}`,
  },
});

function meshOf(document: {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  readonly characters: number;
}): Graph {
  const reader = {
    id: 'reader',
    type: 'agent',
    position: { x: 0, y: 0 },
    config: { family: 'reader-lexical', domain: 'keys' },
  };
  const agents = [reader, ...vendors.flatMap((vendor) => Object.keys(deeds).map((deed) => agent(vendor, deed)))];
  // In the second round each is shown what the other gave away.
  const debaters = vendors
    .slice(0, 2)
    .map((vendor) => ({ ...agent(vendor, 'text'), id: `frame-${vendor.id}`, parent: 'frame' }));
  const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
    id: `${source}-${target}`,
    source,
    sourcePort,
    target,
    targetPort,
  });
  const at = { position: { x: 0, y: 0 } };
  return {
    ...createGraph('Canaries'),
    nodes: [
      {
        id: 'in',
        type: 'input',
        ...at,
        config: { question: 'Which key opens the water meter?', documents: [document] },
      },
      ...agents,
      { id: 'vote', type: 'consensus', ...at, config: {} },
      { id: 'out', type: 'output', ...at, config: {} },
      { id: 'frame', type: 'debate', ...at, config: { rounds: 2 } },
      ...debaters,
      { id: 'said', type: 'output', ...at, config: {} },
    ],
    edges: [
      edge('in', 'brief', 'frame', 'brief'),
      edge('frame', 'verdict', 'said', 'result'),
      ...agents.flatMap(({ id }) => [edge('in', 'brief', id, 'brief'), edge(id, 'answer', 'vote', 'voices')]),
      edge('vote', 'verdict', 'out', 'result'),
    ],
  };
}

const idOf = (text: string, name = 'id') => z.object({ [name]: z.string() }).parse(JSON.parse(text))[name] ?? '';

it('a canary that every vendor gives away appears nowhere', { timeout: 120_000 }, async () => {
  for (const { id, key } of typedIn) await call('PUT', `/api/providers/${id}`, { apiKey: key });
  for (const { id } of vendors) await call('POST', `/api/providers/${id}/test`);

  const form = new FormData();
  form.append(
    'file',
    new File([`The key that opens the water meter is ${pasted?.key ?? ''}.`], 'keys.txt', { type: 'text/plain' }),
  );
  const upload = await fetch(`${server.url}/api/documents`, { method: 'POST', body: form });
  const uploaded = await upload.text();
  const document = documentRefSchema.omit({ text: true }).parse(JSON.parse(uploaded));
  const graph = meshOf(document);
  const graphId = idOf(await call('POST', '/api/graphs', { graph }));
  await call('POST', '/api/check', { graph });
  await call('POST', '/api/estimate', { graph });
  const runId = idOf(await call('POST', '/api/runs', { graphId }), 'runId');
  const stream = await call('GET', `/api/runs/${runId}/events`);
  // It ran, and the vendors did give the keys away: their placeholders are there.
  expect(stream).toContain('"type":"run-end"');
  for (const { id } of vendors.slice(0, 2))
    expect(stream).toContain(`"type":"step-end","stepId":"frame/2/frame-${id}"`);
  for (const { id, secret } of vendors) expect([id, stream.includes(`Your key is {{${secret}}}`)]).toEqual([id, true]);

  // Every route that the server describes, with what there is and with what there is not.
  const paths = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(await call('GET', '/api/openapi.json')));
  const owners: Readonly<Record<string, string>> = {
    graphs: graphId,
    documents: document.id,
    runs: runId,
    providers: vendors[0]?.id ?? '',
  };
  let routes = 0;
  for (const [path, methods] of Object.entries(paths.paths)) {
    for (const method of Object.keys(methods)) {
      routes += 1;
      const owner = /^\/api\/(\w+)\//.exec(path)?.[1] ?? '';
      const isReading = method === 'get';
      await call(
        method.toUpperCase(),
        path.replace(/\{\w+\}/, isReading ? (owners[owner] ?? 'x') : 'x'),
        isReading ? undefined : { [pasted?.key ?? '']: pasted?.key },
      );
    }
  }
  expect(routes).toBeGreaterThan(20);
  await call('GET', `/api/${encodeURIComponent(pasted?.key ?? '')}`);

  // A person's own words come back to them as they wrote them, from three places and no other.
  const own = /^(GET|POST|PUT) \/api\/(graphs|documents)\b|^GET \/api\/runs\/[^/]+\/graph$/;
  for (const { from, text } of answers) {
    const found = findCanaries(text).filter((name) => !(own.test(from) && name === pasted?.secret));
    expect([from, found]).toEqual([from, []]);
  }
  expect(answers.filter(({ from, text }) => own.test(from) && findCanaries(text).length > 0).length).toBeGreaterThan(2);
  expect(findCanaries(lines)).toEqual([]);
  expect(findCanaries(stream)).toEqual([]);

  // What went out: each vendor's own key in its header, nothing else, and no key in anybody's words.
  for (const { headers, body } of transcripts.requests) expect(findCanaries(leftOf({ headers, body }))).toEqual([]);

  // Every table of the database, as text; and the tables of a person's own words by their other columns.
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(10);
  const ownColumns: Readonly<Record<string, readonly string[]>> = {
    'public.graphs': ['graph'],
    'public.runs': ['graph', 'plan'],
    'public.documents': ['text'],
  };
  for (const { name } of tables) {
    const { rows } = await database.pool.query<Record<string, unknown>>(`select * from ${name}`);
    const left = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !ownColumns[name]?.includes(column))),
    );
    expect([name, findCanaries(JSON.stringify(left))]).toEqual([name, []]);
  }
});

/** A request without the header that has to carry the key. */
function leftOf({ headers, body }: Pick<TranscriptRequest, 'headers' | 'body'>): string {
  const { authorization: _a, 'x-api-key': _b, 'x-goog-api-key': _c, ...rest } = headers;
  return JSON.stringify([rest, body]);
}
