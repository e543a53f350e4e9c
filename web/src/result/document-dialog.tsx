// DocumentDialog: the document a passage comes from, with the passage marked and in view.
import type { Document, Passage, RunState } from '@parley/spec';
import { useCallback } from 'react';
import { ApiError } from '../api/api.ts';
import { runApi } from '../run/run-api.ts';
import { useRun } from '../run/run-store.ts';
import { useLoaded } from '../run/use-loaded.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { MarkedPieces } from './marked-pieces.tsx';
import { cutPages } from './page-pieces.ts';

interface DocumentDialogProps {
  readonly passage: Passage;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function DocumentDialog({ passage, open, onOpenChange }: DocumentDialogProps) {
  const run = useRun();
  const load = useCallback((id: string, signal: AbortSignal) => openDocument(passage, run, id, signal), [passage, run]);
  const { value: document, error, reload } = useLoaded(open ? passage.documentId : undefined, load);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={passage.documentTitle}
      description={
        passage.page === undefined
          ? 'The quoted passage is marked.'
          : `The quoted passage is marked, on page ${passage.page}.`
      }
      size="large"
    >
      {document ? (
        <DocumentText document={document} passage={passage} />
      ) : error === undefined ? (
        <p className="py-8 text-ink-soft">Opening the document…</p>
      ) : (
        <div className="flex flex-col items-start gap-3 py-4">
          <p role="alert">{error}</p>
          <Button onClick={reload}>Try again</Button>
        </div>
      )}
    </Dialog>
  );
}

interface DocumentTextProps {
  readonly document: Text;
  readonly passage: Passage;
}

function DocumentText({ document, passage }: DocumentTextProps) {
  // The offsets only mean something in the text they were taken from.
  const changed = document.text.slice(passage.start, passage.end) !== passage.text;
  return (
    <div className="text-[14px] leading-6">
      {changed && (
        <p role="alert" className="mb-3 rounded-control bg-warning-soft px-3 py-2 text-warning">
          This document is not the text that was quoted, so the passage cannot be marked. Run again to quote from it.
        </p>
      )}
      {cutPages(document, changed ? { start: 0, end: 0 } : passage).map(({ page, pieces }, index) => (
        <section key={index} aria-label={page === undefined ? undefined : `Page ${page}`}>
          {page !== undefined && (
            <p className="mt-4 mb-1 border-t border-line pt-2 text-[12px] text-ink-faint">Page {page}</p>
          )}
          <MarkedPieces pieces={pieces} />
        </section>
      ))}
    </div>
  );
}

type Text = Pick<Document, 'text' | 'pageStarts'>;

async function openDocument(
  passage: Passage,
  run: RunState | undefined,
  id: string,
  signal: AbortSignal,
): Promise<Text> {
  const pasted = findPastedDocument(run, id);
  if (pasted) return pasted;
  try {
    return await runApi.document(id, signal);
  } catch (error) {
    const earlier = error instanceof ApiError && error.status === 404 && findEarlierWords(run, passage);
    if (earlier) return earlier;
    throw error;
  }
}

/** A voice may quote what an earlier voice of the run said: that text is no document of the store. */
function findEarlierWords(run: RunState | undefined, passage: Passage): Text | undefined {
  for (const { output } of Object.values(run?.steps ?? {})) {
    if (!output || output.kind === 'brief') continue;
    if (output.text.slice(passage.start, passage.end) === passage.text) return { text: output.text, pageStarts: [] };
  }
  return undefined;
}

/** Pasted text lives in the brief of the run, not in the document store. */
function findPastedDocument(run: RunState | undefined, id: string): Text | undefined {
  for (const { output } of Object.values(run?.steps ?? {})) {
    if (output?.kind !== 'brief') continue;
    const pasted = output.documents.find((document) => document.id === id);
    if (pasted?.text !== undefined) return { text: pasted.text, pageStarts: [] };
  }
  return undefined;
}
