// Writes small, valid PDFs for tests: one Helvetica text a page, as PDF 1.4 lays it out.

interface PdfOptions {
  /** Adds a standard security handler that no empty password opens. */
  readonly locked?: boolean;
}

/** A PDF whose page i shows `pages[i]`, one line of it below the other; an empty text makes a page without any. */
export function makePdf(pages: readonly string[], { locked = false }: PdfOptions = {}): Uint8Array {
  const pageIds = pages.map((_, index) => 4 + index * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((text, index) => {
      const content =
        text === '' ? '' : `BT /F1 12 Tf 14 TL 72 720 Td ${text.split('\n').map(showLine).join(' T* ')} ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  const garbage = '0123456789abcdef'.repeat(4);
  if (locked) objects.push(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${garbage}> /U <${garbage}> >>`);

  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const encryption = locked ? ` /Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encryption} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function showLine(line: string): string {
  return `(${line.replace(/[\\()]/g, '\\$&')}) Tj`;
}
