// The real command line as a process, and a mesh whose vendors are a mock on the wire. For tests only.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createGraph, type Graph } from '@parley/spec';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Spawned {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error matches; rejects when the process ends before. */
  until(pattern: RegExp): Promise<void>;
}

/** Starts `parley` with these arguments and this environment alone, in `folder`. */
export function spawnCli(
  args: readonly string[],
  { environment, folder, input }: { environment: Record<string, string>; folder: string; input?: string },
): Spawned {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH, HOME, PARLEY_DATA: `${folder}/no-data`, PORT: '1', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, out, err }));
  return {
    child,
    ended,
    async until(pattern) {
      while (!pattern.test(err)) {
        const more = once(child.stderr, 'data').then(() => true);
        if (!(await Promise.race([more, ended.then(() => pattern.test(err))]))) {
          throw new Error(`it ended without ${pattern}: ${out}${err}`);
        }
      }
    },
  };
}

/** A question to Claude and GPT, and what they agree on. `change` is merged into the configs by node id. */
export function panelMesh(change: Readonly<Record<string, Graph['nodes'][number]['config']>> = {}): Graph {
  const configs: Readonly<Record<string, Graph['nodes'][number]['config']>> = {
    in: { title: 'Question', question: 'May the tenant sublet?', text: 'Clause 7: with consent only.' },
    claude: { title: 'Claude', family: 'claude', model: 'claude-opus-5-5', domain: 'law', stances: ['yes', 'no'] },
    gpt: { title: 'GPT', family: 'gpt', domain: 'law', stances: ['yes', 'no'] },
    vote: { title: 'Consensus' },
    out: { title: 'Result' },
  };
  const types = { in: 'input', claude: 'agent', gpt: 'agent', vote: 'consensus', out: 'output' };
  const wires = [
    ['in', 'brief', 'claude', 'brief'],
    ['in', 'brief', 'gpt', 'brief'],
    ['claude', 'answer', 'vote', 'voices'],
    ['gpt', 'answer', 'vote', 'voices'],
    ['vote', 'verdict', 'out', 'result'],
  ] as const;
  return {
    ...createGraph('Subletting'),
    nodes: Object.entries(types).map(([id, type], index) => ({
      id,
      type,
      position: { x: index * 300, y: 0 },
      config: { ...configs[id], ...change[id] },
    })),
    edges: wires.map(([source, sourcePort, target, targetPort]) => ({
      id: `${source}-${target}`,
      source,
      sourcePort,
      target,
      targetPort,
    })),
  };
}
