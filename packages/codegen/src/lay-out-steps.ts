// The order in which a person would write the steps of a plan: level by level, and what lies on a side inside its `if`.
import { type Body, findGuards, type Guards, type Side, sideKey, type Step } from '@parley/spec';

export type Statement =
  /** Steps that do not need one another. `assigns`: their constants were declared before. */
  | { readonly kind: 'level'; readonly steps: readonly Step[]; assigns: boolean }
  /** What runs only where all these sides are taken; `declares`: what the code behind it needs of it. */
  | {
      readonly kind: 'if';
      readonly sides: readonly Side[];
      readonly body: readonly Statement[];
      declares: readonly Step[];
    }
  | { readonly kind: 'loop'; readonly step: Step; readonly body: readonly Statement[] };

/** The blocks a step stands in, from the outermost, each by the sides it needs; nothing: it stands in none. */
type Home = readonly (readonly Side[])[];

const noGuards: Guards = new Map();

/** Every step once, after all that it needs, and the ends of a mesh last; steps in topological order. */
export function layOutSteps({ steps, results }: Body, ends: readonly string[] = []): Statement[] {
  const guards = findGuards(steps);
  // A branch or a loop that is needed outside of its block stands further out: nothing can be assigned to its sides.
  const ceilings = new Map<string, number>();
  for (;;) {
    const homes = findHomes(steps, guards, ceilings);
    if (!homes) continue;
    const statements = schedule(steps, new Set(ends), homes);
    const places = findPlaces(statements);
    if (raiseControls(steps, homes, places, ceilings)) continue;
    declareEarly(steps, results, places);
    return statements;
  }
}

/** Undefined when a ceiling was lowered on the way. */
function findHomes(
  steps: readonly Step[],
  guards: ReadonlyMap<string, Guards>,
  ceilings: Map<string, number>,
): ReadonlyMap<string, Home> | undefined {
  const homes = new Map<string, Home>();
  for (const { id } of steps) {
    const own = [...(guards.get(id) ?? noGuards).values()];
    const implied = new Set(own.flatMap(({ step }) => [...(guards.get(step) ?? noGuards).keys()]));
    const needed = own.filter((side) => !implied.has(sideKey(side)));
    const around = needed.map(({ step }) => homes.get(step) ?? []);
    const deepest = around.reduce<Home>((deep, home) => (home.length > deep.length ? home : deep), []);
    const common = around.reduce((shared, home) => sharedHome(shared, home), deepest);
    const hidden = needed.filter(
      (_, index) => sharedHome(around[index] ?? [], deepest).length < (around[index] ?? []).length,
    );
    if (hidden.length > 0) {
      for (const { step } of needed) ceilings.set(step, Math.min(ceilings.get(step) ?? Infinity, common.length));
      return undefined;
    }
    const home = needed.length === 0 ? [] : [...deepest, needed];
    homes.set(id, home.slice(0, ceilings.get(id) ?? home.length));
  }
  return homes;
}

function sharedHome(one: Home, other: Home): Home {
  const at = one.findIndex((sides, index) => keyOf(sides) !== keyOf(other[index] ?? []));
  return at < 0 ? one : one.slice(0, at);
}

function keyOf(sides: readonly Side[]): string {
  return sides.map(sideKey).join(' ');
}

/** A block of code and what is still to be written in it. */
interface Block {
  readonly sides: readonly Side[];
  readonly own: Set<Step>;
  readonly inner: Map<string, Block>;
}

function schedule(steps: readonly Step[], lastly: ReadonlySet<string>, homes: ReadonlyMap<string, Home>): Statement[] {
  const newBlock = (sides: readonly Side[]): Block => ({ sides, own: new Set(), inner: new Map() });
  const root = newBlock([]);
  for (const step of steps) {
    let block = root;
    for (const sides of homes.get(step.id) ?? []) {
      const inner = block.inner.get(keyOf(sides)) ?? newBlock(sides);
      block.inner.set(keyOf(sides), inner);
      block = inner;
    }
    block.own.add(step);
  }
  const written = new Set<string>();
  const isReady = (step: Step) =>
    Object.values(step.inputs).every((input) => input.steps.every((id) => id.startsWith('@') || written.has(id)));
  const write = (statements: Statement[], block: Block, ready: readonly Step[], statement: Statement) => {
    statements.push(statement);
    for (const step of ready) {
      block.own.delete(step);
      written.add(step.id);
    }
  };
  const writeBlock = (block: Block): Statement[] => {
    const statements: Statement[] = [];
    for (;;) {
      const ready = [...block.own].filter(isReady);
      const plain = ready.filter((step) => step.body === undefined && !lastly.has(step.id));
      const [loop] = ready.filter((step) => step.body !== undefined);
      if (plain.length > 0) write(statements, block, plain, { kind: 'level', steps: plain, assigns: false });
      else if (loop?.body) {
        const body = layOutSteps(loop.body);
        write(statements, block, [loop], { kind: 'loop', step: loop, body });
      } else if (!writeInner(block, statements)) {
        const ends = ready.filter((step) => lastly.has(step.id));
        if (ends.length === 0) return statements;
        write(statements, block, ends, { kind: 'level', steps: ends, assigns: false });
      }
    }
  };
  const writeInner = (block: Block, statements: Statement[]): boolean => {
    for (const inner of block.inner.values()) {
      if (!inner.sides.every(({ step }) => written.has(step))) continue;
      const body = writeBlock(inner);
      if (body.length === 0) continue;
      statements.push({ kind: 'if', sides: inner.sides, body, declares: [] });
      return true;
    }
    return false;
  };
  return writeBlock(root);
}

/** The statements a step stands in, from the outermost; the last is its own. */
type Place = readonly Statement[];

function findPlaces(statements: readonly Statement[], around: Place = []): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const statement of statements) {
    const place = [...around, statement];
    if (statement.kind === 'level') for (const { id } of statement.steps) places.set(id, place);
    else if (statement.kind === 'loop') places.set(statement.step.id, place);
    else for (const [id, inner] of findPlaces(statement.body, place)) places.set(id, inner);
  }
  return places;
}

/** The `if`s around the source that the reader does not stand in: how far the source is from being seen. */
function hidingBlocks(source: Place, reader: Place): Extract<Statement, { kind: 'if' }>[] {
  return source.flatMap((statement, index) =>
    statement.kind === 'if' && reader[index] !== statement ? [statement] : [],
  );
}

function* wiresOf(steps: readonly Step[]): Generator<{ source: string; reader: string }> {
  for (const { id, inputs } of steps) {
    for (const input of Object.values(inputs)) for (const source of input.steps) yield { source, reader: id };
  }
}

/** Whether a branch or a loop is hidden from a step that needs it; its ceiling is then lowered. */
function raiseControls(
  steps: readonly Step[],
  homes: ReadonlyMap<string, Home>,
  places: ReadonlyMap<string, Place>,
  ceilings: Map<string, number>,
): boolean {
  const controls = new Set(steps.flatMap(({ id, op, body }) => (op === 'branch' || body ? [id] : [])));
  let raised = false;
  for (const { source, reader } of wiresOf(steps)) {
    if (!controls.has(source)) continue;
    const hiding = hidingBlocks(places.get(source) ?? [], places.get(reader) ?? []).length;
    if (hiding === 0) continue;
    ceilings.set(source, Math.min(ceilings.get(source) ?? Infinity, (homes.get(source) ?? []).length - hiding));
    raised = true;
  }
  return raised;
}

/** What is needed outside of its `if` is declared before it. */
function declareEarly(steps: readonly Step[], results: readonly string[], places: ReadonlyMap<string, Place>): void {
  const outermost = new Map<string, Extract<Statement, { kind: 'if' }>>();
  const reads = [...wiresOf(steps), ...results.map((source) => ({ source, reader: undefined }))];
  for (const { source, reader } of reads) {
    const place = places.get(source) ?? [];
    const [block] = hidingBlocks(place, places.get(reader ?? '') ?? []);
    const before = outermost.get(source);
    if (block && (!before || place.indexOf(block) < place.indexOf(before))) outermost.set(source, block);
  }
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const id of outermost.keys()) {
    const level = places.get(id)?.at(-1);
    if (level?.kind !== 'level') continue;
    level.assigns = true;
  }
  // The steps of one level are assigned together, so they are declared alike.
  for (const [id, block] of outermost) declare(byId.get(id), block);
  for (const [id, place] of places) {
    const level = place.at(-1);
    const step = byId.get(id);
    if (outermost.has(id) || !step || level?.kind !== 'level' || !level.assigns) continue;
    const block = place.findLast((statement) => statement.kind === 'if');
    const beside = level.steps.map((each) => outermost.get(each.id)).find((each) => each !== undefined);
    declare(step, beside ?? block);
  }
}

function declare(step: Step | undefined, block: Extract<Statement, { kind: 'if' }> | undefined): void {
  if (step && block) block.declares = [...block.declares, step];
}
