// DocumentsControl: the material of a mesh. Files go to the server's document store; the graph keeps their names and ids.
import { documentRefSchema } from '@parley/spec';
import { FileText, LoaderCircle, Upload, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { api, messageOf } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import type { FieldControlProps } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** A document as a config holds it: named, never with its text. */
const storedSchema = documentRefSchema.omit({ text: true });
export type StoredDocument = z.infer<typeof storedSchema>;

const ACCEPT = '.txt,.md,.markdown,.pdf,text/plain,text/markdown,application/pdf';
const kinds: Record<StoredDocument['mediaType'], string> = {
  'text/plain': 'Text',
  'text/markdown': 'Markdown',
  'application/pdf': 'PDF',
};

interface DocumentsControlProps {
  readonly control: FieldControlProps;
  readonly value: unknown;
  readonly limit: number | undefined;
  /** Gets what is there when a file arrives, not what was there when it was dropped. */
  readonly onChange: (update: (documents: StoredDocument[]) => StoredDocument[]) => void;
}

/** The documents in a config value; what does not look like one is left out. */
export function readDocuments(value: unknown): StoredDocument[] {
  return z.array(storedSchema).safeParse(value).data ?? [];
}

export function DocumentsControl({ control, value, limit = 50, onChange }: DocumentsControlProps) {
  const documents = readDocuments(value);
  const input = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [isOver, setIsOver] = useState(false);

  async function upload(file: File): Promise<void> {
    setUploading((names) => [...names, file.name]);
    try {
      const { id, title, mediaType, characters } = await api.uploadDocument(file);
      onChange((now) =>
        [...now.filter((document) => document.id !== id), { id, title, mediaType, characters }].slice(0, limit),
      );
    } catch (error) {
      setFaults((before) => [...before, faultOf(file, error)]);
    } finally {
      setUploading((names) => names.filter((name) => name !== file.name));
    }
  }

  async function uploadAll(files: readonly File[]): Promise<void> {
    setFaults([]);
    // One after the other: the order of the list is the order of the files.
    // oxlint-disable-next-line no-await-in-loop
    for (const file of files) await upload(file);
  }

  return (
    <div className="flex flex-col gap-2">
      {documents.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
          {documents.map((document) => (
            <li key={document.id} className="flex items-center gap-2 py-1 pr-1 pl-2.5">
              <FileText size={15} aria-hidden className="shrink-0 text-ink-faint" />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-[13px]" title={document.title}>
                  {document.title}
                </span>
                <span className="block text-[11px] leading-4 text-ink-faint">
                  {kinds[document.mediaType]} · {document.characters.toLocaleString('en')} characters
                </span>
              </span>
              <IconButton
                label={`Remove ${document.title}`}
                icon={X}
                onClick={() => onChange((now) => now.filter((other) => other.id !== document.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <div
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void uploadAll([...event.dataTransfer.files]);
        }}
        className={classNames(
          'flex flex-col items-center gap-1.5 rounded-control border border-dashed px-3 py-3 text-center text-[12px] text-ink-soft',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
        )}
      >
        <Button icon={Upload} onClick={() => input.current?.click()} aria-label="Add documents" {...control}>
          Add documents
        </Button>
        <span>or drop text, Markdown or PDF files here</span>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={ACCEPT}
          data-testid="document-input"
          onChange={(event) => {
            void uploadAll([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {uploading.map((name) => (
        <p key={name} className="flex items-center gap-1.5 text-[12px] text-ink-soft">
          <LoaderCircle size={14} aria-hidden className="animate-spin" />
          Reading {name}…
        </p>
      ))}
      {faults.map((fault) => (
        <p key={fault} role="alert" className="text-[12px] leading-4 text-failed">
          {fault}
        </p>
      ))}
    </div>
  );
}

function faultOf({ name }: File, error: unknown): string {
  const message = messageOf(error);
  return message.includes(name) ? message : `${name}: ${message}`;
}
