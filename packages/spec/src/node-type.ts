// defineNode: from one definition come the palette entry, the form, validation, ports, the plan and the printed code.
import type { z } from 'zod';
import type { DecisionRule } from './deliberation.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { PairChoice } from './domains.ts';
import type { FamilyStatus } from './family.ts';
import type { Ports } from './port.ts';
import type { Body, Step, StepDraft, StepInputs } from './plan.ts';

export const nodeGroups = ['ask', 'think', 'decide', 'write', 'control', 'annotate'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/**
 * How the inspector draws a field, beyond what the zod type says: `z.string().meta({ title, description, control })`.
 * Without `control`: string = one line, number = number, boolean = switch, enum = select, string[] = list.
 * `labels` names the values of an enum for people; `more: true` keeps a field that few people need behind a disclosure.
 */
export type FieldControl = 'multiline' | 'markdown' | 'family' | 'model' | 'documents' | 'list' | 'tools' | 'pairs';

/** Who speaks at a node: lets checks and the diversity strip know without knowing node types. */
export interface VoiceConfig {
  readonly family: string;
  /** Empty for the family's default model. */
  readonly model: string;
  readonly domain: string;
  /** What it is told beyond its domain; absent where it is told nothing. */
  readonly instructions?: string;
}

/** Who judges at a node, and the config fields that name its family and its model. */
export interface JudgeConfig {
  readonly family: string;
  readonly field: string;
  readonly modelField?: string;
  /** Who else's words it judges, besides those of the voices wired into the node. */
  readonly judges?: { readonly family: string; readonly as: string };
}

/** Which pairs of the domains wired into a node it crosses, what that may cost, and the config field of the pairs a person picked. */
export interface CrossingConfig {
  readonly choose: PairChoice;
  readonly picked: readonly { readonly first: string; readonly second: string }[];
  readonly chooseField: string;
  readonly pickedField: string;
  /** Calls of models, at most. */
  readonly budget: number;
  readonly controls: boolean;
  readonly judged: boolean;
}

/** A fault in a node's config that its schema cannot state; `checkGraph` adds the place. */
export type ConfigFault = Pick<Diagnostic, 'code' | 'severity' | 'message'> & {
  readonly path?: (string | number)[];
  readonly fix?: { readonly label: string; readonly config: Record<string, unknown> };
};

export interface CompileArguments<Config> {
  readonly nodeId: string;
  readonly title: string;
  readonly config: Config;
  readonly inputs: StepInputs;
  /** Present for a container. */
  readonly body?: Body;
}

/** A step as an exported program writes it, with its usual arguments filled in. */
export type LiftedStep = Pick<Step, 'op' | 'args' | 'onFailure' | 'body'>;

export interface NodeType<Config = unknown> {
  readonly type: string;
  /** Of the config's shape; raise it when old configs need a migration. */
  readonly version: number;
  readonly title: string;
  readonly group: NodeGroup;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** One sentence for the palette. */
  readonly description: string;
  /** Every field has a default: `config.parse({})` is what the palette drops. Includes `title`. */
  readonly config: z.ZodType<Config>;
  ports(config: Config): Ports;
  /** One line under the title of a card. */
  summary(config: Config): string;
  /** The voice this node adds to a run, or undefined. */
  voice?(config: Config): VoiceConfig | undefined;
  /** The rule by which this node decides among the voices wired into it; absent for nodes that decide nothing. */
  decidesBy?(config: Config): DecisionRule;
  /** The model that judges what the voices wired into this node say, or undefined. */
  judge?(config: Config): JudgeConfig | undefined;
  /** How this node crosses the domains of the voices wired into it; absent for nodes that do not. */
  crosses?(config: Config): CrossingConfig;
  check?(config: Config, families: readonly FamilyStatus[]): ConfigFault[];
  /** Whether a source gives anything to read besides the question; absent means it gives nothing. */
  holdsMaterial?(config: Config): boolean;
  /** `sink`: an end a run is made for. `annotation`: no part of any run, never unreachable. */
  readonly role?: 'source' | 'sink' | 'annotation';
  /** A container: other nodes stand in it, and their steps are its body. Its ports are on the outside. */
  readonly isContainer?: true;
  /** Its nodes may stand in a container. */
  readonly standsInside?: true;
  /** Absent for annotations. */
  compile?(compileArguments: CompileArguments<Config>): StepDraft;
  /**
   * The opposite of `compile`: the fields of a config, all but the title, that compile to this step. Undefined for a step that
   * is none of this type's. What it gives is still checked by `config`; what the step does not say is absent.
   */
  lift?(step: LiftedStep): Record<string, unknown> | undefined;
}

/** Typed identity: infers the config's type from its schema. */
export function defineNode<Config>(nodeType: NodeType<Config>): NodeType<Config> {
  return nodeType;
}

/**
 * Node types by `type`. `any` on purpose: each entry's functions take their own parsed config, and every reader
 * goes through `config.parse` first.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type NodeTypes = ReadonlyMap<string, NodeType<any>>;
