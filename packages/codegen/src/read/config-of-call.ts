// From the settings of a call to a node type and its config. What a config cannot hold is told, setting by setting.
import { withUsual } from '@parley/runtime/usual-arguments';
import { failurePolicies, type GraphNode, type LiftedStep, type NodeTypes, opNames, type OpName } from '@parley/spec';
import { z } from 'zod';
import type { Json, MeshCall, MeshNote, Setting } from './mesh-call.ts';

export type NodeType = NonNullable<ReturnType<NodeTypes['get']>>;

interface Asked {
  readonly call: MeshCall;
  /** The settings that are data. */
  readonly args: Readonly<Record<string, Json>>;
  /** What the canvas file says of the node besides. */
  readonly unsaid: GraphNode['config'];
  /** The type it had on the canvas. */
  readonly type: string | undefined;
}

/** The node types that this call can be a node of, the one it had on the canvas first. */
export function typesOfOp(op: string, type: string | undefined, nodeTypes: NodeTypes): NodeType[] {
  const name = opNames.find((each) => each === op);
  if (!name) return [];
  const step = { op: name, args: withUsual(name, {}) };
  const fitting = [...nodeTypes.values()].filter((nodeType) => nodeType.lift?.(step) !== undefined);
  return fitting.toSorted((one, other) => Number(other.type === type) - Number(one.type === type));
}

/** The config of a call as a node of this type. Always a whole one: what does not fit has its usual value. */
export function configOfCall(nodeType: NodeType, op: OpName, asked: Asked, notes: MeshNote[]): GraphNode['config'] {
  const { call, unsaid } = asked;
  const step = stepOf(op, asked, notes);
  const title = titleOf(nodeType, call, notes);
  const lifted = { ...nodeType.lift?.(step), title };
  // What the canvas says besides may contradict what the code says by now.
  const withRest = nodeType.config.safeParse({ ...unsaid, ...lifted });
  const refused = new Set<string>();
  const config =
    withRest.success && differences(nodeType, withRest.data, step).length === 0
      ? withRest.data
      : parseLeniently(nodeType, lifted, call, refused, notes);
  for (const name of differences(nodeType, config, step)) {
    const setting = call.settings.find((each) => each.name === name);
    if (!setting || [...refused].some((field) => field.startsWith(name))) continue;
    notes.push({
      line: setting.line,
      message: `A canvas cannot hold "${name}" of ${nameFor(call)} as it is written here. What it holds instead may differ: look at it.`,
    });
  }
  return z.record(z.string(), z.json()).parse(config);
}

/** How messages call a step. */
export function nameFor({ title, op }: MeshCall): string {
  return title.trim() === '' ? `mesh.${op}` : `"${title.trim().slice(0, 80)}"`;
}

function stepOf(op: OpName, { call, args }: Asked, notes: MeshNote[]): LiftedStep {
  const { onFailure, ...given } = args;
  const policy = failurePolicies.find((each) => each === onFailure);
  if (onFailure !== undefined && policy === undefined) {
    const line = call.settings.find(({ name }) => name === 'onFailure')?.line ?? call.line;
    const known = failurePolicies.map((each) => `'${each}'`).join(', ');
    notes.push({ line, message: `"onFailure" of ${nameFor(call)} is none of ${known}. It is left out.` });
  }
  return { op, args: withUsual(op, given), ...(policy && policy !== 'go-on' && { onFailure: policy }) };
}

function titleOf(nodeType: NodeType, call: MeshCall, notes: MeshNote[]): string {
  const title = call.title.trim();
  if (nodeType.config.safeParse({ title }).success) return title;
  if (title === '') return nodeType.title;
  notes.push({ line: call.line, message: `The title of ${nameFor(call)} is too long for a card. It is cut.` });
  return title.slice(0, 80).trim();
}

/** Without the fields that the type refuses; each of them is told. */
function parseLeniently(
  nodeType: NodeType,
  fields: Readonly<Record<string, unknown>>,
  call: MeshCall,
  refused: Set<string>,
  notes: MeshNote[],
): unknown {
  const parsed = nodeType.config.safeParse(fields);
  if (parsed.success) return parsed.data;
  const reasons = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')];
    for (const name of names)
      reasons.set(name, issue.code === 'unrecognized_keys' ? 'there is no such setting' : issue.message);
  }
  for (const [name, reason] of reasons) {
    refused.add(name);
    notes.push({
      line: settingFor(name, call)?.line ?? call.line,
      message: `"${name}" of ${nameFor(call)} is left out: ${reason}.`,
    });
  }
  const kept = Object.entries(fields).filter(([name]) => !refused.has(name));
  const rest = nodeType.config.safeParse(Object.fromEntries(kept));
  return rest.success ? rest.data : nodeType.config.parse({ title: fields['title'] });
}

function settingFor(field: string, { settings }: MeshCall): Setting | undefined {
  return settings.find(({ name }) => name === field) ?? settings.find(({ name }) => field.startsWith(name));
}

/** The names of the arguments that this config compiles to otherwise than the code says. */
function differences(nodeType: NodeType, config: unknown, step: LiftedStep): string[] {
  const compiled = nodeType.compile?.({
    nodeId: 'node',
    title: 'Node',
    config,
    inputs: {},
    ...(nodeType.isContainer && { body: { steps: [], results: [] } }),
  });
  const args = compiled?.args ?? {};
  const names = new Set([...Object.keys(args), ...Object.keys(step.args)]);
  return [
    ...[...names].filter((name) => canonical(args[name]) !== canonical(step.args[name])),
    ...((compiled?.onFailure ?? 'go-on') === (step.onFailure ?? 'go-on') ? [] : ['onFailure']),
  ];
}

/** One text for one value, whatever the order of its keys. */
function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
}
