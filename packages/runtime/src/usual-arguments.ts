// The arguments that an op has when nothing is said: what an exported mesh leaves out, and what running it fills in.
import type { OpName, Step } from '@parley/spec';
import { usualDebateRounds } from './op-arguments.ts';

type Arguments = Step['args'];
type Argument = Arguments[string];

interface Usual {
  /** Of the op itself. */
  readonly always: Arguments;
  /** Of an argument that is an object, where it is given. */
  readonly inside?: Readonly<Record<string, Arguments>>;
  /** Of the op, where another argument is given. */
  readonly beside?: Readonly<Record<string, Arguments>>;
}

const decision: Usual = {
  always: { rule: 'majority', quorum: 0.66 },
  inside: { judge: { model: '', questions: 12 } },
};

const usualArguments: Readonly<Record<OpName, Usual>> = {
  brief: { always: { question: '', text: '', documents: [] } },
  generate: {
    always: { model: '', domain: '', instructions: '', stances: [], passages: 4, fit: 'trim' },
    beside: { tools: { toolRounds: 6 } },
  },
  consensus: decision,
  loop: { ...decision, always: { ...decision.always, rounds: usualDebateRounds, until: 'agreed' } },
  intersect: {
    always: { model: '', instructions: '', choose: 'promising', picked: [], budget: 24, ideas: 1, controls: true },
    inside: { judge: { model: '' } },
  },
  synthesise: { always: { family: '', model: '', instructions: '' } },
  branch: { always: { passes: { settled: 'verdict', open: 'brief' } } },
  output: { always: {} },
};

/** The arguments of a step of which only what is unusual is given: what its node type compiles to. */
export function withUsual(op: OpName, given: Arguments): Arguments {
  const { always, beside, inside } = usualArguments[op];
  const filled = Object.entries(given).map(([name, value]) => {
    const usual = inside?.[name];
    return [name, usual && isObject(value) ? { ...usual, ...value } : value];
  });
  const besides = Object.entries(beside ?? {}).flatMap(([name, usual]) => (Object.hasOwn(given, name) ? [usual] : []));
  return Object.assign({}, always, ...besides, Object.fromEntries(filled));
}

/** The opposite of `withUsual`: the arguments without those that it fills in, in the order given. */
export function withoutUsual(op: OpName, args: Arguments): Arguments {
  const { always, beside, inside } = usualArguments[op];
  const besides = Object.entries(beside ?? {}).flatMap(([name, usual]) => (Object.hasOwn(args, name) ? [usual] : []));
  const usual: Arguments = Object.assign({}, always, ...besides);
  return Object.fromEntries(
    without(args, usual).map(([name, value]) => {
      const within = inside?.[name];
      return [name, within && isObject(value) ? Object.fromEntries(without(value, within)) : value];
    }),
  );
}

function without(args: Arguments, usual: Arguments): [string, Argument][] {
  return Object.entries(args).filter(([name, value]) => {
    const same = Object.getOwnPropertyDescriptor(usual, name)?.value;
    return same === undefined || JSON.stringify(same) !== JSON.stringify(value);
  });
}

function isObject(value: Argument | undefined): value is Arguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
