// What an intersections node would explore, before anything ran: its domains, its cells and what they take. Pure; nothing is called.
import {
  type CallEstimate,
  chooseCells,
  type DomainPair,
  estimateCalls,
  listPairs,
  planExploration,
  takeTurns,
} from '@parley/deliberation';
import { type CrossingConfig, domainPairKey, type Graph, type GraphNode, groupDomains } from '@parley/spec';
import { countWords } from '../result/support.ts';
import { readNode } from '../state/read-node.ts';

/** `held`: a run explores it; `perhaps`: it is among those of which the promising are taken; `over`: the budget holds no more. */
export const cellPlans = ['held', 'perhaps', 'over', 'left-out'] as const;
export type CellPlan = (typeof cellPlans)[number];

export interface Crossing {
  readonly config: CrossingConfig;
  /** In the order of the wires. */
  readonly domains: readonly string[];
  /** By `domainPairKey`. */
  readonly plans: ReadonlyMap<string, CellPlan>;
  readonly calls: CallEstimate;
  readonly cells: number;
}

/** Undefined for a node that crosses nothing. */
export function crossingOfNode(node: GraphNode, graph: Graph): Crossing | undefined {
  const { nodeType, ports } = readNode(node);
  const parsed = nodeType?.config.safeParse(node.config);
  const config = nodeType?.crosses?.(parsed?.success ? parsed.data : nodeType.config.parse({}));
  if (!config) return undefined;
  const many = new Set(ports.inputs.filter((port) => port.many).map(({ id }) => id));
  const sources = new Map(graph.nodes.map((other) => [other.id, other]));
  const speakers = graph.edges
    .filter(({ target, targetPort }) => target === node.id && many.has(targetPort))
    .flatMap(({ source }) => {
      const other = sources.get(source);
      if (!other) return [];
      const { title, voice } = readNode(other);
      return [{ title, domain: voice?.domain ?? '' }];
    });
  const domains = groupDomains(speakers).map(({ name }) => name);
  const plan = planExploration({ domains: domains.length, controls: config.controls, judged: config.judged });
  const pairs = takeTurns(listPairs(domains));
  const picked = new Set(config.picked.map(domainPairKey));
  const isWanted = (pair: DomainPair) => config.choose !== 'picked' || picked.has(domainPairKey(pair));
  const chosen = chooseCells(pairs, isWanted, plan, config.budget);
  // Which are promising is known when the answers are there.
  const isOpen = config.choose === 'promising' && chosen.overBudget.length > 0;
  const entries = (some: readonly DomainPair[], state: CellPlan) =>
    some.map((pair) => [domainPairKey(pair), state] as const);
  return {
    config,
    domains,
    plans: new Map([
      ...entries(chosen.explored, isOpen ? 'perhaps' : 'held'),
      ...entries(chosen.overBudget, isOpen ? 'perhaps' : 'over'),
      ...entries(chosen.notPicked, 'left-out'),
    ]),
    calls: estimateCalls(chosen.explored, plan),
    cells: pairs.length,
  };
}

/** The picks after a press on a cell: it is picked or left out, and what a run would explore by itself is kept where that is known. */
export function togglePick({ domains, plans, config }: Crossing, pair: DomainPair): DomainPair[] {
  const key = domainPairKey(pair);
  const all = listPairs(domains);
  const stateOf = (other: DomainPair) => plans.get(domainPairKey(other));
  const before =
    config.choose === 'picked'
      ? all.filter((other) => config.picked.some((pick) => domainPairKey(pick) === domainPairKey(other)))
      : all.filter((other) => stateOf(other) === 'held');
  const has = before.some((other) => domainPairKey(other) === key);
  return has ? before.filter((other) => domainPairKey(other) !== key) : [...before, pair];
}

/** What a run would do here, in one or two sentences. */
export function crossingWords({ domains, calls, cells, config, plans }: Crossing): string {
  if (domains.length < 2) {
    return 'Wire agents of two or more domains into this node. Every pair of domains is a cell.';
  }
  const over = [...plans.values()].filter((plan) => plan === 'over').length;
  const left = over > 0 ? ` The budget of ${config.budget} leaves out ${countWords(over, 'cell')}.` : '';
  if (calls.cells === 0) return `A run explores none of ${countWords(cells, 'cell')}.${left}`;
  const parts = [
    `${calls.ideas} for ideas`,
    calls.controls > 0 && `${calls.controls} for controls`,
    calls.judging > 0 && `${calls.judging} for the judge`,
  ].filter((part) => typeof part === 'string');
  const which = [...plans.values()].includes('perhaps')
    ? ' Which of them is known when the answers are there: first pairs that share a word the question does not bring, and of these the less alike.'
    : '';
  return `${countWords(domains.length, 'domain')}, ${countWords(cells, 'cell')}: a run explores ${calls.cells} with ${countWords(calls.total, 'call')} (${parts.join(', ')}).${which}${left}`;
}
