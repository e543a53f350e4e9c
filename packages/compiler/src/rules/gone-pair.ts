// Pairs of domains that a person picked and that do not meet in the node any more, or a panel that speaks from one domain only.
import { type Diagnostic, domainPairKey, groupDomains } from '@parley/spec';
import { isSound, type NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

export const gonePair: Rule = (graph) =>
  graph.nodes.flatMap((view): Diagnostic[] => {
    const crossing = view.config.ok ? view.nodeType?.crosses?.(view.config.value) : undefined;
    if (!crossing) return [];
    const domains = domainsInto(view);
    // Too few voices is said by another rule.
    if (domains.length === 0 || wiredVoices(view).length < 2) return [];
    if (domains.length === 1) return [oneDomain(view, domains[0] ?? '')];
    if (crossing.choose !== 'picked') return [];
    const here = new Set(
      domains.flatMap((first, index) => domains.slice(index + 1).map((second) => domainPairKey({ first, second }))),
    );
    const left = crossing.picked.filter((pair) => here.has(domainPairKey(pair)));
    const gone = crossing.picked.filter((pair) => !here.has(domainPairKey(pair)));
    const at = { nodeId: view.node.id, path: [crossing.pickedField] };
    if (left.length === 0 && gone.length === 0) {
      const message = `"${view.title}" explores only the cells you pick, and none is picked. Pick some in its matrix, or let it choose.`;
      return [{ code: 'gone-pair', severity: 'error', message, at, fix: letChoose(view, crossing.chooseField) }];
    }
    if (gone.length === 0) return [];
    const [first] = gone;
    const others = gone.length > 1 ? ` and ${gone.length - 1} more` : '';
    const message = `"${view.title}" is to explore ${first?.first ?? ''} × ${first?.second ?? ''}${others}, which no longer meet here: no voice wired to it speaks from one of these domains. Wire it again, or forget ${gone.length === 1 ? 'the pair' : 'these pairs'}.`;
    return [
      {
        code: 'gone-pair',
        severity: left.length === 0 ? 'error' : 'warning',
        message,
        at,
        fix:
          left.length === 0
            ? letChoose(view, crossing.chooseField, { [crossing.pickedField]: [] })
            : {
                label: gone.length === 1 ? 'Forget the pair' : `Forget ${gone.length} pairs`,
                edit: { type: 'set-config', id: view.node.id, config: { [crossing.pickedField]: left } },
              },
      },
    ];
  });

function letChoose(
  { node }: NodeView,
  field: string,
  more: Readonly<Record<string, never[]>> = {},
): NonNullable<Diagnostic['fix']> {
  return {
    label: 'Take the promising cells first',
    edit: { type: 'set-config', id: node.id, config: { [field]: 'promising', ...more } },
  };
}

function oneDomain(view: NodeView, domain: string): Diagnostic {
  return {
    code: 'too-few-voices',
    severity: 'error',
    message: `"${view.title}" crosses domains, and all its voices speak from one: "${domain}". Give the agents different domains.`,
    at: { nodeId: view.node.id },
  };
}

function wiredVoices(view: NodeView): { readonly domain: string; readonly title: string }[] {
  return view.incoming
    .filter((edge) => isSound(edge) && edge.input?.many === true && edge.output?.type === 'answer')
    .flatMap(({ source }) => {
      if (!source) return [];
      const voice = source.config.ok ? source.nodeType?.voice?.(source.config.value) : undefined;
      return [{ domain: voice?.domain ?? '', title: source.title }];
    });
}

/** Names of the domains that meet in the node, in edge order. */
function domainsInto(view: NodeView): string[] {
  return groupDomains(wiredVoices(view)).map(({ name }) => name);
}
