// EmptyCanvas: what to do first, where the first card will be.
import { Plus } from 'lucide-react';
import { addNode } from '../commands/edit-mesh.ts';
import { Button } from '../ui/button.tsx';

export function EmptyCanvas() {
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center p-6">
      <div className="flex max-w-sm flex-col items-center gap-3 text-center">
        <h2 className="text-[18px] leading-6 font-semibold">Ask a question to several minds</h2>
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-left text-ink-soft">
          <li>Add an input, with your question and documents.</li>
          <li>Add agents of different families and wire the input to each.</li>
          <li>Wire the agents to a consensus or a synthesis, and that to an output.</li>
        </ol>
        <Button variant="primary" icon={Plus} className="pointer-events-auto" onClick={() => addNode('input')}>
          Add an input
        </Button>
        <p className="text-[12px] text-ink-faint">Or drag from the left, or double-click anywhere.</p>
      </div>
    </div>
  );
}
