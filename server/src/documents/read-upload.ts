// Turns an uploaded file into text. It judges a file by its content; a name or type only tells Markdown from plain text.
import { cleanText } from '../http/clean-json.ts';
import type { NewDocument } from './document-store.ts';
import { readPdf } from './read-pdf.ts';
import { refuse, TEXT_LIMIT, tooMuchText } from './refuse-document.ts';

const TITLE_LIMIT = 300;

/** The document in a file. `user/bad-document` and `limit/too-large` say in words why a file cannot be used. */
export async function readUpload(bytes: Uint8Array, name: string, type: string): Promise<NewDocument> {
  const title = toTitle(name);
  if (bytes.length === 0) throw refuse(title, 'is empty', 'Choose another file.');
  if (isPdf(bytes)) {
    const { text, pageStarts } = await readPdf(bytes, title);
    return { title, mediaType: 'application/pdf', text, pageStarts };
  }
  if (/\.pdf$/i.test(name) || type === 'application/pdf') {
    throw refuse(
      title,
      'is called a PDF, but it is not one',
      'Open it to see what it holds, save it as a PDF again and upload that.',
    );
  }
  const text = cleanText(decode(bytes, title));
  if (text.trim() === '') throw refuse(title, 'holds no text', 'Choose another file.');
  if (text.length > TEXT_LIMIT) throw tooMuchText(title);
  const isMarkdown = /\.(md|markdown|mdown)$/i.test(name) || type === 'text/markdown';
  return { title, mediaType: isMarkdown ? 'text/markdown' : 'text/plain', text, pageStarts: [] };
}

/** The magic bytes may stand anywhere in the first kilobyte; readers accept that, so we do. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}

const signatures: readonly (readonly [start: string, what: string])[] = [
  ['504b0304', 'is a Word, PowerPoint, Excel or zip file'],
  ['d0cf11e0', 'is an old Word, PowerPoint or Excel file'],
  ['89504e47', 'is a picture'],
  ['ffd8ff', 'is a picture'],
  ['47494638', 'is a picture'],
  ['7b5c727466', 'is a Rich Text file'],
];

function decode(bytes: Uint8Array, title: string): string {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known)
    throw refuse(title, known[1], 'Parley reads text, Markdown and PDF: save it as one of these and upload that.');
  const encoding = start.startsWith('fffe') ? 'utf-16le' : start.startsWith('feff') ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw refuse(
      title,
      'is not text that Parley can read (it is not valid UTF-8)',
      'Save it as UTF-8 text, Markdown or PDF and upload that.',
      error,
    );
  }
}

function toTitle(name: string): string {
  const last = cleanText(name).split(/[\\/]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- a name may hold anything
  const title = last.replace(/[\u0001-\u001f\u007f]/g, ' ').trim();
  return title.slice(0, TITLE_LIMIT).toWellFormed() || 'Untitled';
}
