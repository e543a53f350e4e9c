// ResultActions: takes an output out of the product as markdown that still names what supports it.
import type { Value } from '@parley/spec';
import { Copy, Download } from 'lucide-react';
import { toast } from 'sonner';
import { IconButton } from '../ui/icon-button.tsx';
import { saveFile } from '../ui/save-file.ts';
import { valueMarkdown } from './value-markdown.ts';

interface ResultActionsProps {
  readonly value: Value;
  /** Name of the file without its ending. */
  readonly name: string;
}

export function ResultActions({ value, name }: ResultActionsProps) {
  return (
    <div className="flex shrink-0">
      <IconButton label="Copy as Markdown" icon={Copy} onClick={() => void copy(valueMarkdown(value))} />
      <IconButton label="Download as Markdown" icon={Download} onClick={() => download(valueMarkdown(value), name)} />
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success('Copied as Markdown');
  } catch {
    toast.error('The browser did not allow copying. Download the file instead.');
  }
}

function download(text: string, name: string): void {
  saveFile(new Blob([text], { type: 'text/markdown' }), name, 'md');
}
