// MeshesDialog: every saved mesh, last changed first: open, make a new one, delete after asking.
import type { GraphSummary, Template } from '@parley/spec';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { api, messageOf } from '../api/api.ts';
import { useLoaded } from '../run/use-loaded.ts';
import { useGraphId } from '../state/graph-store.ts';
import { createMesh, deleteMesh, openMesh, takeTemplate } from '../state/meshes.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';

interface MeshesDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function MeshesDialog({ open, onOpenChange }: MeshesDialogProps) {
  const leaveFor = (task: () => Promise<void>) => {
    onOpenChange(false);
    act(task);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Meshes"
      footer={
        <Button variant="primary" icon={Plus} onClick={() => leaveFor(createMesh)}>
          New mesh
        </Button>
      }
    >
      <MeshList onOpen={(id) => leaveFor(() => openMesh(id))} />
      <TemplateList onTake={(id) => leaveFor(() => takeTemplate(id))} />
    </Dialog>
  );
}

function act(task: () => Promise<void>): void {
  task().catch((error: unknown) => toast.error(messageOf(error)));
}

type Loaded = { readonly meshes: readonly GraphSummary[] } | { readonly fault: string };

function MeshList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const graphId = useGraphId();
  const [loaded, setLoaded] = useState<Loaded>();
  const [doomed, setDoomed] = useState<GraphSummary>();

  useEffect(() => {
    let isGone = false;
    const show = (next: Loaded) => {
      if (!isGone) setLoaded(next);
    };
    api.graphs().then(
      (meshes) => show({ meshes }),
      (error: unknown) => show({ fault: messageOf(error) }),
    );
    return () => {
      isGone = true;
    };
  }, []);

  const remove = async ({ id }: GraphSummary) => {
    await deleteMesh(id);
    setLoaded({ meshes: await api.graphs() });
  };

  if (!loaded) return <p className="text-ink-soft">Loading…</p>;
  if ('fault' in loaded) {
    return (
      <p role="alert" className="text-failed">
        {loaded.fault}
      </p>
    );
  }
  return (
    <>
      <ul className="-mx-2 flex flex-col">
        {loaded.meshes.map((mesh) => (
          <li key={mesh.id} className="flex items-center gap-1">
            <button
              type="button"
              aria-current={mesh.id === graphId}
              onClick={() => onOpen(mesh.id)}
              className="flex min-h-11 min-w-0 flex-1 flex-col justify-center rounded-control px-2 text-left hover:bg-hover aria-[current=true]:bg-hover"
            >
              <span className="w-full truncate font-medium">{mesh.name}</span>
              <span className="text-[12px] leading-4 text-ink-faint">
                {mesh.nodes} {mesh.nodes === 1 ? 'node' : 'nodes'} · changed {whenOf(mesh.updatedAt)}
                {mesh.id === graphId && ' · open now'}
              </span>
            </button>
            <IconButton label={`Delete ${mesh.name}`} icon={Trash2} onClick={() => setDoomed(mesh)} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(isOpen) => !isOpen && setDoomed(undefined)}
        title={`Delete “${doomed?.name ?? ''}”?`}
        description="The mesh is deleted for good. Its past runs stay."
        confirm="Delete"
        onConfirm={() => {
          if (doomed) act(() => remove(doomed));
        }}
      />
    </>
  );
}

/** Nothing while there are none: a person without templates misses nothing. */
function TemplateList({ onTake }: { readonly onTake: (id: string) => void }) {
  const { value: templates = [] } = useLoaded('templates', loadTemplates);
  if (templates.length === 0) return null;
  return (
    <section className="mt-4 border-t border-line pt-3" aria-labelledby="templates">
      <h3 id="templates" className="font-semibold">
        Start from a template
      </h3>
      <ul className="-mx-2 mt-1 flex flex-col">
        {templates.map(({ id, name, about, nodes }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onTake(id)}
              className="flex min-h-11 w-full flex-col justify-center rounded-control px-2 py-1 text-left hover:bg-hover"
            >
              <span className="w-full truncate font-medium">{name}</span>
              <span className="text-[12px] leading-4 text-ink-soft">
                {about} {nodes} nodes; it becomes a mesh of your own.
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const loadTemplates = (): Promise<Template[]> => api.templates();

function whenOf(moment: string): string {
  return new Date(moment).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}
