// MeshPanel: the mesh itself, while nothing on it is selected: its name, its problems, its keys.
import { shortcutWords } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { useGraph } from '../state/graph-store.ts';
import { Field } from '../ui/field.tsx';
import { MeshName } from './mesh-name.tsx';
import { Problems } from './problems.tsx';

const hints = [
  commands.quickAdd,
  commands.run,
  commands.undo,
  commands.duplicate,
  commands.tidyUp,
  commands.commandList,
];

export function MeshPanel() {
  const { nodes, edges } = useGraph();
  return (
    <div className="flex flex-col gap-5 p-4">
      <Field
        label="Name of the mesh"
        description={`${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}, ${edges.length} ${edges.length === 1 ? 'wire' : 'wires'}`}
      >
        {(control) => <MeshName {...control} />}
      </Field>
      <section className="flex flex-col gap-1.5">
        <h2 className="text-[13px] font-medium">Problems</h2>
        <Problems />
      </section>
      <section className="flex flex-col gap-1.5">
        <h2 className="text-[13px] font-medium">Keys</h2>
        <dl className="flex flex-col gap-1 text-[12px]">
          {hints.map((command) => (
            <div key={command.id} className="flex justify-between gap-3 text-ink-soft">
              <dt>{command.label}</dt>
              <dd>
                <kbd className="rounded border border-line bg-raised px-1.5 font-sans text-ink">
                  {shortcutWords(command)}
                </kbd>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
