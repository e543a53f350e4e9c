// StandsIn: which frame a node stands in, as a field: what dragging can do, by keyboard and on a phone.
import type { GraphNode } from '@parley/spec';
import { frameOf, framesOf, mayStandInside } from '../canvas/frame-place.ts';
import { standIn } from '../commands/edit-frame.ts';
import { useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { Field } from '../ui/field.tsx';
import { NodeIcon } from '../ui/node-icon.tsx';
import { Select } from '../ui/select.tsx';

/** No id of a node. */
const canvas = ':canvas';

/** Nothing while there is no frame this node could stand in. */
export function StandsIn({ node }: { readonly node: GraphNode }) {
  const graph = useGraph();
  const frames = framesOf(graph);
  if (frames.length === 0 || !mayStandInside(readNode(node).nodeType)) return null;
  return (
    <div className="border-t border-line pt-4">
      <Field label="Stands in" description="Its wires to nodes that then stand elsewhere go away.">
        {(control) => (
          <Select
            {...control}
            value={frameOf(graph, node)?.id ?? canvas}
            onValueChange={(next) => standIn([node.id], next === canvas ? undefined : next)}
            options={[
              { value: canvas, title: 'No frame' },
              ...frames.map((frame) => {
                const { title, nodeType } = readNode(frame);
                return { value: frame.id, title, mark: <NodeIcon name={nodeType?.icon} /> };
              }),
            ]}
          />
        )}
      </Field>
    </div>
  );
}
