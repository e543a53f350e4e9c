// Palette: what can be added, by group. Drag onto the canvas, or press to add at the middle.
import { Search } from 'lucide-react';
import { useState } from 'react';
import { addNode } from '../commands/edit-mesh.ts';
import { TextInput } from '../ui/field.tsx';
import { NodeIcon } from '../ui/node-icon.tsx';
import { mayStandInside } from './frame-place.ts';
import { catalogue, NODE_TYPE_MEDIA, STANDS_INSIDE_MEDIA } from './node-catalogue.ts';

/** `onAdd` is told after a press, so that a sheet can close. */
export function Palette({ onAdd }: { readonly onAdd?: () => void }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const groups = catalogue
    .map((group) => ({
      ...group,
      nodeTypes: group.nodeTypes.filter(({ title, description }) =>
        `${group.title} ${title} ${description}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter((group) => group.nodeTypes.length > 0);
  return (
    <nav aria-label="Palette" className="@container flex h-full flex-col gap-3 overflow-y-auto p-3">
      <div className="relative">
        <Search size={15} aria-hidden className="absolute top-2 left-2.5 text-ink-faint" />
        <TextInput
          aria-label="Search the palette"
          placeholder="Search"
          className="pl-8"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      {groups.length === 0 && <p className="text-ink-soft">No kind of node has this name.</p>}
      {groups.map((group) => (
        <section key={group.title} className="flex flex-col gap-1">
          <h2 className="px-1 text-[12px] font-medium text-ink-faint">{group.title}</h2>
          {group.nodeTypes.map((nodeType) => (
            <button
              key={nodeType.type}
              type="button"
              draggable
              title={nodeType.description}
              onDragStart={(event) => {
                event.dataTransfer.setData(NODE_TYPE_MEDIA, nodeType.type);
                if (mayStandInside(nodeType)) event.dataTransfer.setData(STANDS_INSIDE_MEDIA, nodeType.type);
                event.dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => {
                addNode(nodeType.type);
                onAdd?.();
              }}
              className="flex items-start gap-2.5 rounded-control border border-line bg-raised px-2.5 py-2 text-left transition-colors duration-150 hover:border-line-strong hover:bg-hover"
            >
              <span className="flex h-5 items-center text-ink-soft">
                <NodeIcon name={nodeType.icon} />
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{nodeType.title}</span>
                <span className="block text-[12px] leading-4 text-ink-faint @max-[190px]:hidden">
                  {nodeType.description}
                </span>
              </span>
            </button>
          ))}
        </section>
      ))}
    </nav>
  );
}
