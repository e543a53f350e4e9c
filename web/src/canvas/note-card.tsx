// NoteCard: words for people, drawn as a note. It has no ports and takes no part in a run.
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { readNode } from '../state/read-node.ts';
import { classNames } from '../ui/class-names.ts';
import { Markdown } from '../ui/markdown.tsx';
import type { CardNode } from './derive-flow.ts';

export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<CardNode>) {
  const { title, nodeType } = readNode(data.node);
  const text = data.node.config['text'];
  return (
    <div
      className={classNames(
        'w-60 rounded-card border border-warning/35 bg-warning-soft p-3 text-[12px] leading-4',
        selected && 'ring-2 ring-accent',
      )}
    >
      {title !== nodeType?.title && <h3 className="mb-1 text-[13px] font-semibold">{title}</h3>}
      {typeof text === 'string' && text.trim() !== '' ? (
        <Markdown text={text} className="max-h-80 overflow-hidden" />
      ) : (
        <p className="text-ink-faint">An empty note. Select it and write at the right.</p>
      )}
    </div>
  );
});
