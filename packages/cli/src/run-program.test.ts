// Commands in this process: what they say, what they write, and how they end. Runs on the wire are in main.test.ts.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseGraph } from '@parley/compiler';
import { strFromU8, unzipSync } from 'fflate';
import { nodeTypes } from '@parley/nodes';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runFake } from './testing/fake-terminal.ts';
import { panelMesh } from './testing/spawn-cli.ts';

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(path.join(tmpdir(), 'parley-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const parley = (args: readonly string[], more: Partial<Parameters<typeof runFake>[1]> = {}) =>
  runFake(args, { folder, ...more });
const write = (name: string, value: unknown): string => {
  writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};
/** Three agents of readers: a mesh that runs anywhere. */
const readers = () =>
  panelMesh({
    claude: { title: 'One', family: 'reader-lexical', model: '', stances: [] },
    gpt: { title: 'Two', family: 'reader-graph', stances: [] },
  });

test.each([
  [['rum'], /unknown command 'rum'\n\(Did you mean run\?\)/],
  [['run', 'first-mesh', '--jsonn'], /unknown option '--jsonn'\n\(Did you mean --json\?\)/],
  [['run'], /missing required argument 'mesh'/],
  [['run', 'nowhere'], /There is no file, no template and no saved mesh called "nowhere"/],
  [['check', './nowhere.json'], /There is no file \.\/nowhere\.json/],
  [['run', 'first-mesh', '-i', 'Sun=x'], /The mesh has no input "Sun"; it has "Question"\. Nothing was run\./],
  [['run', 'first-mesh', '-f', 'no.pdf'], /The file no\.pdf cannot be read\. Nothing was run\./],
  [['run', 'first-mesh', '-f', 'a.docx'], /"a\.docx" is a Word, PowerPoint, Excel or zip file/],
  [['run', '-', '--watch'], /--watch needs a file/],
  [['runs', '-n', 'many'], /It takes a number from 1 to 200\./],
  [['runs'], /Nothing is stored yet/],
  [['replay', 'last'], /Nothing is stored yet/],
  [['replay', 'a.docx'], /Line 1 of .*a\.docx is no event of a run/],
  [['templates', 'show', 'nothing'], /There is no template "nothing"\. There are /],
  [['check', 'first-mesh-2', '--fix'], /no saved mesh called "first-mesh-2"/],
  [['import', 'none.ts'], /There is no file none\.ts\./],
  [['import', 'a.docx'], /holds no mesh that could be read\.\nline 1: /],
])('%j is refused with a sentence and exit code 2', async (args, sentence) => {
  write('a.docx', 'PK\u0003\u0004');
  const { code, out, err } = await parley(args, { input: JSON.stringify(readers()) });
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n\s+at /);
  expect([code, out]).toEqual([2, '']);
});

const golden = (name: string) => path.join(import.meta.dirname, 'goldens', name);
/** UPDATE_GOLDENS=1 writes it anew; read the difference before you keep it. */
test.each([
  ['help.txt', ['--help']],
  ['help-run.txt', ['help', 'run']],
])('the help in %s teaches with examples', async (name, args) => {
  const { out } = await parley(args);
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden(name), out);
  expect(out).toBe(readFileSync(golden(name), 'utf8'));
});

test('every command explains itself with an example that is a command line', async () => {
  const names = [...(await parley(['--help'])).out.matchAll(/^ {2}([a-z]+) .*$/gmu)].map(([, name = '']) => name);
  const own = names.filter((name) => !['parley', 'help', 'completion'].includes(name));
  expect(own).toContain('doctor');
  for (const name of own)
    expect((await parley(['help', name])).out).toMatch(new RegExp(`Examples:\\n {2}parley ${name}`, 'u'));
});

test('check says what, where and how it is repaired, and --fix repairs the file', async () => {
  const graph = { ...readers(), edges: readers().edges.filter(({ target }) => target !== 'out') };
  const file = write('broken.json', { ...graph, edges: [...graph.edges, ...graph.edges.slice(0, 1)] });
  const before = await parley(['check', file]);
  expect(before).toMatchObject({ code: 3, err: '' });
  expect(before.out).toMatch(/^error {4}.*\n {9}.* · [a-z-]+\n {9}repair with --fix: /u);
  const json = await parley(['check', file, '--json']);
  const { diagnostics } = z
    .object({ diagnostics: z.array(z.object({ code: z.string() })) })
    .parse(JSON.parse(json.out));
  expect(diagnostics.map(({ code }) => code)).toContain('duplicate-edge');
  const fixed = await parley(['check', file, '--fix']);
  expect(fixed.out).toMatch(/^repaired /u);
  const after = parseGraph(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  expect('graph' in after && new Set(after.graph.edges.map(({ id }) => id)).size).toBe(
    'graph' in after && after.graph.edges.length,
  );
  expect((await parley(['check', file])).out).not.toContain('repair with --fix');
});

test('a check of a mesh that can run says so, also from standard input', async () => {
  expect(await parley(['check', '-'], { input: JSON.stringify({ graph: readers() }) })).toEqual({
    code: 0,
    out: 'Subletting: 5 nodes, 5 wires. Nothing is wrong with it.\n',
    err: '',
  });
});

test('a mesh that cannot run is not run: exit code 3', async () => {
  const { code, out, err } = await parley(['run', write('keyless.json', panelMesh())]);
  expect([code, out]).toEqual([3, '']);
  expect(err).toMatch(/error {4}"Claude" speaks through Claude, which needs a key[^]*Nothing was run\. Set the key/u);
});

test('a person answers what a run asks, and a wrong answer is asked again', async () => {
  const mesh = panelMesh({
    in: { text: 'One line of material.' },
    claude: { title: 'One', family: 'reader-lexical', model: '', stances: [], onFailure: 'ask' },
    gpt: { title: 'Two', family: 'reader-graph', stances: [] },
  });
  const lost = { id: 'f'.repeat(64), title: 'Lost', mediaType: 'text/plain', characters: 4 };
  const nodes = mesh.nodes.map((node) =>
    node.id === 'in' ? { ...node, config: { ...node.config, documents: [lost] } } : node,
  );
  const file = write('ask.json', { ...mesh, nodes });
  const { err } = await parley(['run', file], { answers: ['maybe', '2'] });
  expect(err).toContain('? "One" could not answer. The text of the document "Lost" is not here.');
  expect(err).toContain(
    '  1  Try again\n  2  Go on without\n  3  Stop the run\n  Number: maybe\n  This question takes no words.',
  );
  expect(err).toContain('  Number: 2\n');
  const left = await parley(['run', file, '--json'], { answers: [] });
  expect(left.code).toBe(4);
  expect(JSON.parse(left.out)).toMatchObject({ status: 'waiting', requests: [{ title: 'One' }] });
});

test('templates are listed, shown and copied, and the copy runs', async () => {
  const { out } = await parley(['templates', '--json']);
  const names = z.array(z.object({ name: z.string(), nodes: z.number() })).parse(JSON.parse(out));
  expect(names).toContainEqual({ name: 'first-mesh', nodes: 8 });
  expect((await parley(['templates', 'show', 'first-mesh'])).out).toMatch(/^# First mesh[^]*parley run first-mesh\n$/u);
  const shown = await parley(['templates', 'show', 'first-mesh', '--json']);
  expect('graph' in parseGraph(JSON.parse(shown.out))).toBe(true);
  expect(await parley(['templates', 'copy', 'first-mesh', 'mine'])).toMatchObject({ code: 0, err: '' });
  expect((await parley(['check', 'mine'])).code).toBe(0);
  expect((await parley(['templates', 'copy', 'first-mesh', 'mine'])).code).toBe(2);
});

test('models say who can speak, at what price, and which key is missing', async () => {
  const { out } = await parley(['models']);
  expect(out).toMatch(/^FAMILY .*\nclaude +– /u);
  expect(out).toMatch(/\nreader-lexical +speaks .*free, on this machine/u);
  expect((await parley(['models', 'claude'])).out).toContain(
    'needs   Anthropic: a key in ANTHROPIC_API_KEY (from https://',
  );
  const ready = await parley(['models', '--ready', '--json'], {
    environment: { ANTHROPIC_API_KEY: 'sk-ant-some-key-123' },
  });
  const families = z
    .array(z.object({ id: z.string() }))
    .parse(JSON.parse(ready.out))
    .map(({ id }) => id);
  expect(families).toEqual(['claude', 'reader-lexical', 'reader-graph', 'reader-semantic']);
  expect(ready.out).not.toContain('some-key');
});

test('the doctor names what is there and what is missing, and no key by its value', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  const address = taken.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const { code, out, err } = await parley(['doctor'], {
    environment: { PORT: port, ANTHROPIC_API_KEY: 'sk-ant-some-key-123' },
  });
  taken.close();
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain(`no  Server            Something else has port ${port}.`);
  expect(out).toContain('ok  Keys              ANTHROPIC_API_KEY.');
  expect(out).toMatch(/ok {2}Families +1 of \d+ model families can speak/u);
  expect(out).not.toContain('some-key');
});

test('a mesh.ts is read, checked and imported with its documents, and never run', async () => {
  const project = path.join(folder, 'project');
  mkdirSync(path.join(project, 'documents'), { recursive: true });
  const code = readFileSync(path.join(import.meta.dirname, '../../../examples/first-mesh/mesh.ts'), 'utf8');
  writeFileSync(
    path.join(project, 'mesh.ts'),
    `${code}\nawait import('node:fs').then((fs) => fs.writeFileSync('${folder}/ran', ''));\n`,
  );
  for (const name of ['regulation', 'market', 'technology'])
    writeFileSync(path.join(project, 'documents', `${name}-memo.md`), `The ${name} of meters is due in 2027.`);
  // A program from a stranger must not reach what is outside of its folder.
  write('private.md', 'A private line about 2027.');
  symlinkSync(path.join(folder, 'private.md'), path.join(project, 'documents', 'finance-memo.md'));
  const imported = await parley(['import', 'project/mesh.ts', '-o', 'back']);
  expect(imported.code).toBe(0);
  expect(imported.err).toMatch(
    /^line \d+: .*\n.*The file documents\/finance-memo\.md did not come with the mesh[^]*: 7 nodes, 11 wires\.\n$/mu,
  );
  expect(readFileSync(path.join(folder, 'back/documents/market-memo.md'), 'utf8')).toBe(
    'The market of meters is due in 2027.',
  );
  for (const [mesh, expected] of [
    ['back', 2],
    ['project', 1],
  ] as const) {
    const run = await parley(['run', mesh, '--json']);
    expect([mesh, run.code]).toEqual([mesh, expected]);
    expect(run.out + run.err).not.toContain('private line');
  }
  expect(() => readFileSync(path.join(folder, 'ran'))).toThrow('ENOENT');
});

/** The graph of a folder with every default filled in, and its texts in the place of what names them. */
function readWhole(name: string): unknown {
  const parsed = parseGraph(JSON.parse(readFileSync(path.join(folder, name, 'graph.json'), 'utf8')));
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  const refs = z.array(z.object({ id: z.string(), title: z.string() })).default([]);
  const textOf = (id: string) => readFileSync(path.join(folder, name, 'documents', id.replace('file:', '')), 'utf8');
  const nodes = parsed.graph.nodes.map((node) => ({
    ...node,
    config: {
      ...z.looseObject({}).parse(nodeTypes.get(node.type)?.config.parse(node.config)),
      documents: refs.parse(node.config['documents']).map(({ id, title }) => ({ title, text: textOf(id) })),
    },
  }));
  return { ...parsed.graph, nodes };
}

test('an exported mesh comes back as it was, from a folder and as a zip, and holds no key', async () => {
  await parley(['templates', 'copy', 'first-mesh', 'source']);
  const environment = { ANTHROPIC_API_KEY: 'sk-ant-canary-0815-4711' };
  const written = await parley(['export', 'source', '-o', 'out'], { environment });
  expect(written).toMatchObject({ code: 0, out: `${path.join(folder, 'out')}\n` });
  expect(written.err).toMatch(
    /mesh\.ts, which is yours to change, has \d+ lines\.\nNext: cd out && npm install && npm start/u,
  );
  expect(await parley(['export', 'source', '-o', 'out'])).toMatchObject({ code: 2, out: '' });

  await parley(['import', 'out/mesh.ts', '-o', 'returned']);
  expect(readWhole('returned')).toEqual(readWhole('source'));

  const zip = path.join(folder, 'mesh.zip');
  const before = readWhole('returned');
  expect((await parley(['export', 'source', '-o', 'mesh.zip'], { environment })).code).toBe(0);
  const entries = Object.entries(unzipSync(readFileSync(zip))).map(
    ([name, bytes]) => [name, strFromU8(bytes)] as const,
  );
  expect(entries.map(([name, text]) => [name.replace('mesh/', 'out/'), text])).toEqual(
    entries.map(([name]) => [
      name.replace('mesh/', 'out/'),
      readFileSync(path.join(folder, name.replace('mesh/', 'out/')), 'utf8'),
    ]),
  );
  expect((await parley(['import', 'mesh.zip', '-o', 'unzipped'])).code).toBe(0);
  expect(readWhole('unzipped')).toEqual(before);
  expect(entries.filter(([, text]) => text.includes('canary'))).toEqual([]);
});
