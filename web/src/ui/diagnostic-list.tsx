// DiagnosticList: faults in plain sentences, each with its one-click repair. Used by cards, fields and the problems list.
import type { Diagnostic } from '@parley/spec';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';

interface DiagnosticListProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly onFix: (diagnostic: Diagnostic) => void;
}

export function DiagnosticList({ diagnostics, onFix }: DiagnosticListProps) {
  return (
    <ul className="flex flex-col gap-1.5">
      {diagnostics.map((diagnostic) => (
        <li key={keyOf(diagnostic)} className="flex flex-col items-start gap-1.5">
          <p
            className={classNames(
              'flex gap-1.5 text-[12px] leading-4',
              diagnostic.severity === 'error' ? 'text-failed' : 'text-warning',
            )}
          >
            <SeverityIcon severity={diagnostic.severity} />
            <span>{diagnostic.message}</span>
          </p>
          {diagnostic.fix && (
            <Button className="ml-5 py-1 text-left whitespace-normal!" onClick={() => onFix(diagnostic)}>
              {diagnostic.fix.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function SeverityIcon({
  severity,
  size = 15,
}: {
  readonly severity: Diagnostic['severity'];
  readonly size?: number;
}) {
  return severity === 'error' ? (
    <CircleAlert size={size} className="shrink-0" aria-label="Error" />
  ) : (
    <TriangleAlert size={size} className="shrink-0" aria-label="Warning" />
  );
}

/** A key for lists: two faults with the same place and words are one. */
export function keyOf({ code, at, message }: Diagnostic): string {
  return JSON.stringify([code, at, message]);
}
