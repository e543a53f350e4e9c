// The text of a PDF, page by page, through unpdf (PDF.js). Pictures, forms and scripts are not looked at.
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { cleanText } from '../http/clean-json.ts';
import { refuse, TEXT_LIMIT, tooMuchText } from './refuse-document.ts';

export interface PdfText {
  readonly text: string;
  /** Offset in `text` at which each page begins. */
  readonly pageStarts: number[];
}

/** Throws `user/bad-document` for a broken, locked or scanned PDF, `limit/too-large` above TEXT_LIMIT. */
export async function readPdf(bytes: Uint8Array, title: string): Promise<PdfText> {
  // 2 MB of code that only an upload needs.
  const { getDocumentProxy } = await import('unpdf');
  // PDF.js takes the memory over, so it gets its own; and it refuses a Buffer.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, stopAtErrors: false }).catch(
    (error: unknown) => {
      throw refusePdf(title, error);
    },
  );
  try {
    const pageStarts: number[] = [];
    let text = '';
    for (let page = 1; page <= pdf.numPages; page += 1) {
      pageStarts.push(text.length);
      text += `${await readPage(pdf, page)}\n\n`;
      if (text.length > TEXT_LIMIT) throw tooMuchText(title);
    }
    if (text.trim() === '') {
      throw refuse(
        title,
        'has no text in it: its pages are pictures, as a scanner makes them',
        'Run it through text recognition (OCR) and upload the result.',
      );
    }
    return { text, pageStarts };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

interface TextItem {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  /** A matrix whose last two numbers are x and y of the baseline, y upwards. */
  readonly transform: readonly unknown[];
}

/** The text of one page; a gap clearly higher than a line becomes an empty line, so that paragraphs stay apart. */
async function readPage(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  let text = '';
  let lastBaseline: number | undefined;
  for (const item of items) {
    if (!isTextItem(item)) continue;
    const baseline = Number(item.transform[5]);
    const isNewLine = text.endsWith('\n');
    if (isNewLine && lastBaseline !== undefined && item.height > 0 && lastBaseline - baseline > 1.8 * item.height)
      text += '\n';
    if (item.str.trim() !== '') lastBaseline = baseline;
    text += item.str + (item.hasEOL ? '\n' : '');
  }
  page.cleanup();
  return cleanText(text).trim();
}

function isTextItem(item: object): item is TextItem {
  return 'str' in item;
}

function refusePdf(title: string, error: unknown): Error {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return refuse(title, 'is locked with a password', 'Save it without a password and upload that.', error);
  }
  return refuse(
    title,
    'begins like a PDF, but it is damaged or cut off',
    'Open it to see whether it is whole, save it as a PDF again and upload that.',
    error,
  );
}
