// Inspector: the settings of what is selected; of the mesh when nothing is.
import { nodeTypes } from '@parley/nodes';
import { Copy, Trash2 } from 'lucide-react';
import { commands } from '../commands/commands.ts';
import { useGraph } from '../state/graph-store.ts';
import { readNode } from '../state/read-node.ts';
import { useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { NodeIcon } from '../ui/node-icon.tsx';
import { ConfigForm } from './config-form.tsx';
import { MeshPanel } from './mesh-panel.tsx';
import { StandsIn } from './stands-in.tsx';
import { Wires } from './wires.tsx';

export function Inspector() {
  const graph = useGraph();
  const selection = useView((view) => view.selection);
  // An undo may have taken away what is still selected.
  const nodes = graph.nodes.filter(({ id }) => selection.nodes.includes(id));
  const edges = graph.edges.filter(({ id }) => selection.edges.includes(id));
  const count = nodes.length + edges.length;
  if (count === 0) return <MeshPanel />;
  const [node] = nodes;
  if (!node || count > 1) {
    return (
      <div className="flex flex-col items-start gap-3 p-4">
        <p>{count === 1 ? 'A wire is selected.' : `${nodes.length} nodes and ${edges.length} wires are selected.`}</p>
        <div className="flex gap-2">
          {nodes.length > 0 && (
            <Button icon={Copy} onClick={commands.duplicate.run}>
              Duplicate
            </Button>
          )}
          <Button icon={Trash2} onClick={commands.remove.run}>
            Delete
          </Button>
        </div>
      </div>
    );
  }
  const { title } = readNode(node);
  const nodeType = nodeTypes.get(node.type);
  return (
    <div className="flex flex-col gap-4 p-4" key={node.id}>
      <header className="flex items-start gap-2.5">
        <span className="mt-0.5 text-ink-soft">
          <NodeIcon name={nodeType?.icon} size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">{nodeType?.title ?? title}</h2>
          <p className="text-[12px] leading-4 text-ink-soft">
            {nodeType?.description ?? `This version of Parley does not know the kind “${node.type}”.`}
          </p>
        </div>
        <IconButton label="Duplicate" icon={Copy} onClick={commands.duplicate.run} />
        <IconButton label="Delete" icon={Trash2} onClick={commands.remove.run} />
      </header>
      {nodeType ? (
        <ConfigForm node={node} nodeType={nodeType} />
      ) : (
        <pre className="overflow-x-auto rounded-control bg-hover p-2.5 font-mono text-[12px]">
          {JSON.stringify(node.config, undefined, 2)}
        </pre>
      )}
      <StandsIn node={node} />
      <Wires node={node} />
    </div>
  );
}
