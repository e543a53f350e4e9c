// PassageText and PassageSource: quoted words, and where they stand with the way to see them there. PassageQuote is both.
import type { Passage } from '@parley/spec';
import { FileSearch } from 'lucide-react';
import { useState } from 'react';
import { DocumentDialog } from './document-dialog.tsx';

interface PassageProps {
  readonly passage: Passage;
}

export function PassageQuote({ passage }: PassageProps) {
  return (
    <figure className="border-l-2 border-line-strong pl-3">
      <PassageText passage={passage} />
      <figcaption>
        <PassageSource passage={passage} />
      </figcaption>
    </figure>
  );
}

export function PassageText({ passage }: PassageProps) {
  return <blockquote className="break-words whitespace-pre-line">“{passage.text.trim()}”</blockquote>;
}

export function PassageSource({ passage }: PassageProps) {
  const [open, setOpen] = useState(false);
  const place = `${passage.documentTitle}${passage.page === undefined ? '' : `, page ${passage.page}`}`;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        title={`${place}. Show in document.`}
        className="inline-flex min-h-8 max-w-full items-center gap-1 rounded-control pr-1 text-[12px] leading-4 text-ink-soft hover:text-ink"
      >
        <FileSearch size={14} aria-hidden className="shrink-0" />
        <span className="min-w-0 truncate underline decoration-line-strong underline-offset-2">
          <span className="sr-only">Show in document: </span>
          {place}
        </span>
      </button>
      {open && <DocumentDialog passage={passage} open onOpenChange={setOpen} />}
    </>
  );
}
