// ValueView: any node's output, by its kind.
import type { Brief, Value } from '@parley/spec';
import { FileText } from 'lucide-react';
import { AnswerView } from './answer-view.tsx';
import { BranchView } from './branch-view.tsx';
import { FindingsView } from './findings-view.tsx';
import { ReportView } from './report-view.tsx';
import { countWords } from './support.ts';
import { VerdictView } from './verdict-view.tsx';

interface ValueViewProps {
  readonly value: Value;
}

export function ValueView({ value }: ValueViewProps) {
  switch (value.kind) {
    case 'brief':
      return <BriefView brief={value} />;
    case 'answer':
      return <AnswerView answer={value} />;
    case 'verdict':
      return <VerdictView verdict={value} />;
    case 'report':
      return <ReportView report={value} />;
    case 'findings':
      return <FindingsView findings={value} />;
    case 'branch':
      return <BranchView branch={value} />;
  }
}

function BriefView({ brief }: { readonly brief: Brief }) {
  return (
    <section className="flex flex-col gap-2">
      <p className="text-[15px] leading-6 font-semibold break-words">{brief.question || 'No question was asked.'}</p>
      <p className="text-[13px] text-ink-soft">
        {brief.documents.length === 0
          ? 'No documents: the voices answer from what they know.'
          : `Read with it: ${countWords(brief.documents.length, 'document')}.`}
      </p>
      <ul className="flex flex-col gap-1">
        {brief.documents.map((document) => (
          <li key={document.id} className="flex items-center gap-2 text-[13px]">
            <FileText size={15} aria-hidden className="shrink-0 text-ink-faint" />
            <span className="min-w-0 truncate">{document.title}</span>
            <span className="shrink-0 text-[12px] text-ink-faint tabular-nums">
              {countWords(document.characters, 'character')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
