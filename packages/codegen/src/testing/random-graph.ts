// Random Graphs that compile, for property tests: any wiring, any config, titles and prompts as hostile as they come.
import { compileGraph, explainConnection } from '@parley/compiler';
import { nodeTypes } from '@parley/nodes';
import { type Graph, type GraphEdge, type GraphNode, type Plan } from '@parley/spec';
import fc from 'fast-check';
import { wholeGraph } from './whole-graph.ts';

/** What people paste, and what somebody would write to get out of a string, a comment or a template. */
const pieces = [
  'Sceptic',
  'First look, GPT',
  'class',
  '__proto__',
  'constructor',
  'await',
  'Ünïcode ß',
  '質問',
  '👩‍🔬',
  '2nd',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '*/',
  '/*',
  '//',
  '`',
  '${',
  '${process.exit(1)}',
  '}',
  '\\',
  '\\u0041',
  "'",
  '"',
  "'); process.exit(1); ('",
  '</script>',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u00a0',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '\udc00',
  'round',
  'mesh',
  'given',
  'x'.repeat(130),
  '#',
  '@brief',
];

/** A text of such pieces. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** A title that a node can have. */
export const hostileTitle = hostileText
  .map((text) => text.trim().slice(0, 80).trim())
  .map((title) => (title === '' ? 'Agent' : title));

const title = fc.oneof(fc.constantFrom('Agent', 'Sceptic', 'Result', 'Input'), hostileTitle);
const json = { maxLength: 3 };

const configs: Readonly<Record<string, fc.Arbitrary<GraphNode['config']>>> = {
  input: fc.record({
    title,
    question: hostileText,
    text: hostileText,
    documents: fc.array(
      fc.record({
        id: fc.uuid(),
        title: hostileTitle,
        mediaType: fc.constantFrom('text/plain', 'text/markdown', 'application/pdf'),
        characters: fc.nat(100_000),
      }),
      json,
    ),
  }),
  agent: fc.record({
    title,
    family: fc.constantFrom('claude', 'gpt', 'reader-lexical'),
    model: fc.constantFrom('', 'claude-one'),
    domain: hostileText.map((text) => text.trim().slice(0, 120).trim()),
    instructions: hostileText,
    stances: fc.constantFrom([], ['yes', 'no'], ["it's", '`']),
    passages: fc.integer({ min: 1, max: 12 }),
    fit: fc.constantFrom('whole', 'trim', 'summarise'),
    form: fc.constantFrom('text', 'claims'),
    tools: fc.constantFrom([], ['calculator']),
    toolRounds: fc.constantFrom(1, 6),
    onFailure: fc.constantFrom('go-on', 'stop', 'ask'),
  }),
  consensus: fc.record({
    title,
    rule: fc.constantFrom('majority', 'weighted', 'unanimity', 'quorum'),
    quorum: fc.integer({ min: 1, max: 100 }),
    judge: fc.constantFrom('', 'gpt'),
    judgeModel: fc.constantFrom('', 'gpt-one'),
    judgeQuestions: fc.constantFrom(3, 12),
  }),
  router: fc.record({
    title,
    settledWhen: fc.constantFrom('agree', 'majority', 'lead', 'decided', 'any'),
    missing: fc.constantFrom(0, 2, 99),
    lead: fc.integer({ min: 0, max: 100 }),
    effective: fc.constantFrom(0, 1.5),
    record: fc.integer({ min: 0, max: 100 }),
    settledGives: fc.constantFrom('verdict', 'brief'),
    openGives: fc.constantFrom('verdict', 'brief'),
  }),
  synthesis: fc.record({
    title,
    family: fc.constantFrom('', 'claude'),
    model: fc.constantFrom('', 'claude-one'),
    instructions: hostileText,
    fit: fc.constantFrom('whole', 'trim', 'summarise'),
  }),
  output: fc.record({ title }),
  note: fc.record({ title, text: hostileText }),
};

export interface RandomMesh {
  readonly graph: Graph;
  readonly plan: Plan;
}

const types = [
  'input',
  'agent',
  'agent',
  'agent',
  'agent',
  'consensus',
  'consensus',
  'router',
  'router',
  'synthesis',
  'output',
  'note',
];

/** A Graph and its Plan. The Graph has every field of every config. */
export const randomMesh: fc.Arbitrary<RandomMesh> = fc
  .record({
    name: hostileText.map((text) => text.slice(0, 190).replace(/[\0\s]+$/u, '') || 'Mesh'),
    nodes: fc.array(
      fc
        .constantFrom(...types)
        .chain((type) => fc.record({ type: fc.constant(type), config: configs[type] ?? fc.constant({}) })),
      { minLength: 6, maxLength: 18, size: 'max' },
    ),
    picks: fc.array(fc.nat(1000), { minLength: 150, maxLength: 150 }),
    order: fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 }),
  })
  .map(({ name, nodes, picks, order }) => wireUp(name, nodes, picks, order))
  .filter((mesh) => mesh !== undefined);

/** Wires every node to what stands before it, as its ports allow; undefined when that gives no Graph that compiles. */
function wireUp(
  name: string,
  drafts: readonly { readonly type: string; readonly config: GraphNode['config'] }[],
  picks: readonly number[],
  order: readonly number[],
): RandomMesh | undefined {
  let picked = 0;
  const next = (below: number): number => {
    picked += 1;
    return (picks[picked % picks.length] ?? 0) % Math.max(1, below);
  };
  const given: { node: string; port: string; type: string; at: number; uses: number }[] = [];
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const graphOf = (some: GraphNode[]): Graph => ({ version: 1, name, nodes: some, edges });
  const all = [
    { type: 'input', config: { title: 'Question', question: 'Why?', text: 'Because.' } },
    ...drafts,
    ...Array.from({ length: 3 }, () => ({ type: 'output', config: {} })),
  ];
  for (const [index, { type, config }] of all.entries()) {
    const nodeType = nodeTypes.get(type);
    const parsed = nodeType?.config.safeParse(config);
    if (!nodeType || !parsed?.success) continue;
    const { inputs, outputs } = nodeType.ports(parsed.data);
    const id = `n${index}`;
    const wires = inputs.map((input) => {
      // What nothing is made from yet comes first: else most nodes lead nowhere.
      const fitting = given
        .filter((output) => input.accepts.some((kind) => kind === output.type))
        .toSorted((one, other) => one.uses - other.uses || other.at - one.at)
        .slice(0, input.takesEither ? 8 : 5);
      const most = input.many ? 4 : 1;
      const count = Math.min(fitting.length, input.min + next(most));
      const chosen = Array.from({ length: Math.min(count, most) }, () => fitting.splice(next(fitting.length), 1)[0]);
      return { input, chosen: chosen.filter((output) => output !== undefined), others: fitting };
    });
    if (wires.some(({ input, chosen }) => chosen.length < input.min)) continue;
    nodes.push({ id, type, position: { x: 10 * index, y: 7 - index }, config });
    for (const { input, chosen, others } of wires) {
      for (const output of [...chosen, ...(input.takesEither ? others : [])]) {
        const edge = { source: output.node, sourcePort: output.port, target: id, targetPort: input.id };
        // Another one on a port that takes either of several, where no run takes both.
        if (!chosen.includes(output) && explainConnection(graphOf(nodes), edge, nodeTypes)) continue;
        output.uses += 1;
        edges.push({ id: `e${edges.length}`, ...edge });
      }
    }
    given.push(...outputs.map((output) => ({ node: id, port: output.id, type: output.type, at: index, uses: 0 })));
  }
  const shuffled = nodes
    .map((node, index) => ({ node, at: order[index] ?? 0 }))
    .toSorted((one, other) => one.at - other.at);
  const graph = wholeGraph(graphOf(shuffled.map(({ node }) => node)));
  const compiled = compileGraph(graph, { nodeTypes, families: [] });
  return 'plan' in compiled ? { graph, plan: compiled.plan } : undefined;
}
