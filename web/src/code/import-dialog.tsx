// ImportDialog: what of an imported mesh could not be read, by line. Open until the person closes it.
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { closeImportReport, useImportReport } from './import-files.ts';

export function ImportDialog() {
  const report = useImportReport();
  if (!report) return null;
  const { name, notes, unread } = report;
  const description =
    name === undefined
      ? 'Nothing was imported, and the mesh that was open is as it was.'
      : `"${name}" is open as a new mesh. What is listed here is not in it as it stands in the file.`;
  return (
    <Dialog
      open
      onOpenChange={closeImportReport}
      title={name === undefined ? 'This could not be imported' : 'Imported, with notes'}
      description={description}
      size="large"
      footer={
        <Button variant="primary" onClick={closeImportReport}>
          Understood
        </Button>
      }
    >
      <ul aria-label="Notes" className="flex flex-col gap-2">
        {notes.map(({ line, message }, index) => (
          // Two notes may read the same.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="flex gap-3">
            <span className="w-16 shrink-0 text-ink-soft tabular-nums">Line {line}</span>
            <span className="min-w-0 break-words">{message}</span>
          </li>
        ))}
        {unread.map((file) => (
          <li key={file} className="flex gap-3">
            <span className="w-16 shrink-0 text-ink-soft">File</span>
            <span className="min-w-0 break-words">
              {file} was not read. If it is a document, add it to an input; the zip file of an export brings its
              documents along.
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
