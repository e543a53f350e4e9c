// Resident memory of a real server: idle, while it runs a mesh of 100 agents, and after several such runs. Linux only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Graph, RunState } from '@parley/spec';
import type { Bench } from './main.ts';

const PORT = 4690;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const RUNS = 5;
const server = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url));

export const memoryBench: Bench = {
  title: 'Resident memory in MB; "Postgres" is the proportional share (PSS) of all its processes',
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'));
    const child = spawn(process.execPath, [server], {
      env: { ...process.env, PORT: String(PORT), HOST: '127.0.0.1', PARLEY_DATA: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = child.pid ?? 0;
    try {
      await waitUntilHealthy();
      await sleep(3000);
      const rows = [row('idle after start', pid, rss(pid))];
      const runId = await startRun();
      const peak = await watchRun(runId, pid);
      rows.push(row('most during one 100-agent run', pid, peak));
      for (let run = 1; run < RUNS; run += 1) await watchRun(await startRun(), pid);
      await sleep(3000);
      rows.push(row(`after ${RUNS} such runs`, pid, rss(pid)));
      return rows;
    } finally {
      if (child.exitCode === null) child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const paragraph =
  'The regulator moved the deadline for the new meters to March. Suppliers quote forty weeks for the radio module. ' +
  'Demand in the north is expected to double once the subsidy starts. ';

/** 100 lexical readers over the same text, a consensus, a synthesis and an output. */
function createMesh(): Graph {
  const readers = Array.from({ length: 100 }, (_, index) => `r${index}`);
  const node = (id: string, type: string, config: Graph['nodes'][number]['config'] = {}) => ({
    id,
    type,
    position: { x: 0, y: 0 },
    config,
  });
  const edge = (source: string, sourcePort: string, target: string, targetPort: string) => ({
    id: `${source}-${target}`,
    source,
    sourcePort,
    target,
    targetPort,
  });
  return {
    version: 1,
    name: 'Memory',
    nodes: [
      node('in', 'input', { question: 'When is the deadline?', text: paragraph.repeat(60) }),
      ...readers.map((id) => node(id, 'agent', { family: 'reader-lexical' })),
      node('vote', 'consensus'),
      node('join', 'synthesis'),
      node('out', 'output'),
    ],
    edges: [
      ...readers.flatMap((id) => [
        edge('in', 'brief', id, 'brief'),
        edge(id, 'answer', 'vote', 'voices'),
        edge(id, 'answer', 'join', 'voices'),
      ]),
      edge('join', 'report', 'out', 'result'),
    ],
  };
}

async function startRun(): Promise<string> {
  const response = await fetch(`${ADDRESS}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ graph: createMesh() }),
  });
  if (response.status !== 202) throw new Error(`The run was refused: ${await response.text()}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's own answer
  return ((await response.json()) as { runId: string }).runId;
}

/** Waits for the end of the run and answers the most memory seen meanwhile. */
async function watchRun(runId: string, pid: number): Promise<number> {
  let most = 0;
  for (;;) {
    most = Math.max(most, rss(pid));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's own answer
    const state = (await (await fetch(`${ADDRESS}/api/runs/${runId}`)).json()) as RunState;
    if (state.status === 'done') return most;
    if (state.status === 'failed') throw new Error(`The run failed: ${state.fault?.message}`);
    await sleep(100);
  }
}

async function waitUntilHealthy(): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const isUp = await fetch(`${ADDRESS}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('The server did not start within a minute.');
}

function row(when: string, pid: number, node: number): Record<string, string | number> {
  return { when, 'node MB': Math.round(node), 'Postgres MB': Math.round(postgresMemory(pid)) };
}

/** Resident set of a process in MB. */
function rss(pid: number): number {
  return readKilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024;
}

/** Postgres leaves its parent's tree, so it is found by the data folder in its command line. */
function postgresMemory(pid: number): number {
  const folder = /PARLEY_DATA=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1] ?? '';
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const commandOf = (name: string) => readText(`/proc/${name}/cmdline`);
  const parents = new Set(
    all.filter((name) => folder !== '' && commandOf(name).includes(folder) && Number(name) !== pid),
  );
  const isPostgres = (name: string) =>
    parents.has(name) || parents.has(/\nPPid:\s+(\d+)/.exec(readText(`/proc/${name}/status`))?.[1] ?? '');
  return all
    .filter(isPostgres)
    .reduce((sum, name) => sum + readKilobytes(`/proc/${name}/smaps_rollup`, 'Pss') / 1024, 0);
}

function readKilobytes(file: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readText(file))?.[1] ?? 0);
}

/** Empty when the process has ended meanwhile. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
