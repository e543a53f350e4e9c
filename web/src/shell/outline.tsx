// Outline: the mesh as a list, in the order answers flow, each node with its state and where its inputs come from.
// It leads on a phone and is the whole mesh for a screen reader.
import type { Graph, GraphNode } from '@parley/spec';
import { FamilyMark } from '../family/family-mark.tsx';
import { frameOf, isFrame } from '../canvas/frame-place.ts';
import { RoundTabs } from '../run/round-tabs.tsx';
import { useStep } from '../run/run-store.ts';
import { StepShape } from '../run/step-shape.tsx';
import { stepShape, stepWords } from '../run/step-words.ts';
import { useNodeDiagnostics } from '../state/check-store.ts';
import { useFamily } from '../state/families.ts';
import { selectNode, useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { useView } from '../state/view-store.ts';
import { SeverityIcon } from '../ui/diagnostic-list.tsx';
import { NodeIcon } from '../ui/node-icon.tsx';
import { orderNodes } from './order-nodes.ts';

/** `onChoose` is told after a press. */
export function Outline({ onChoose }: { readonly onChoose?: () => void }) {
  const graph = useGraph();
  if (graph.nodes.length === 0) {
    return (
      <p className="p-4 text-ink-soft">This mesh is empty. Add an input with your question, then agents to ask.</p>
    );
  }
  return (
    <ol aria-label="Outline" className="flex flex-col p-2">
      {orderNodes(graph).map((node) => (
        <OutlineItem key={node.id} node={node} graph={graph} onChoose={onChoose} />
      ))}
    </ol>
  );
}

interface OutlineItemProps {
  readonly node: GraphNode;
  readonly graph: Graph;
  readonly onChoose: (() => void) | undefined;
}

function OutlineItem({ node, graph, onChoose }: OutlineItemProps) {
  const { title, summary, nodeType, voice } = readNode(node);
  const family = useFamily(voice?.family ?? '');
  const step = useStep(node.id);
  const diagnostics = useNodeDiagnostics(node.id);
  const isSelected = useView(({ selection }) => selection.nodes.includes(node.id));
  const sources = graph.edges
    .filter((edge) => edge.target === node.id)
    .flatMap((edge) => graph.nodes.filter(({ id }) => id === edge.source).map((source) => readNode(source).title));
  const worst = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  const frame = frameOf(graph, node);
  return (
    <li className={frame ? 'ml-4 border-l-2 border-line pl-1.5' : ''}>
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => {
          selectNode(node.id);
          onChoose?.();
        }}
        className="flex min-h-11 w-full items-start gap-2.5 rounded-control px-2 py-2 text-left hover:bg-hover aria-pressed:bg-pressed"
      >
        <span className="flex h-5 items-center">
          {voice ? <FamilyMark family={voice.family} size={16} /> : <NodeIcon name={nodeType?.icon} />}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            {title}
            {frame && <span className="sr-only">, in {readNode(frame).title}</span>}
          </span>
          <span className="line-clamp-2 text-[12px] leading-4 text-ink-soft">
            {voice
              ? [family?.title ?? voice.family, voice.domain].filter((word) => word !== '').join(' · ')
              : summary || nodeType?.title}
          </span>
          {sources.length > 0 && (
            <span className="line-clamp-1 text-[12px] leading-4 text-ink-soft">from {sources.join(', ')}</span>
          )}
        </span>
        <span className="flex h-5 shrink-0 items-center gap-1.5 text-[12px] text-ink-soft">
          {worst && (
            <span className={worst.severity === 'error' ? 'text-failed' : 'text-warning'}>
              <SeverityIcon severity={worst.severity} />
            </span>
          )}
          {step && (
            <>
              <StepShape shape={stepShape(step)} />
              {stepWords(step)}
            </>
          )}
        </span>
      </button>
      {step && isFrame(node) && <RoundTabs stepId={step.stepId} title={title} className="ml-7 pb-1" />}
    </li>
  );
}
