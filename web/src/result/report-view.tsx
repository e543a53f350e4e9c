// ReportView: a synthesis part by part, each with what it rests on, then the verdict and the voices behind it.
import type { Report, ReportPart } from '@parley/spec';
import { MessageSquareWarning } from 'lucide-react';
import { useFamily } from '../state/families.ts';
import { Markdown } from '../ui/markdown.tsx';
import { MissingVoices } from './missing-voices.tsx';
import { bucketWords, swayWords } from './panel-words.ts';
import { groupParts, partWords, restOfVerdict } from './report-parts.ts';
import { ReaderVoices } from './reader-note.tsx';
import { SupportKey } from './support-key.tsx';
import { SupportedBlock } from './supported-block.tsx';
import { VerdictDetails, VerdictLead } from './verdict-view.tsx';
import { VoiceChip } from './voice-chip.tsx';

interface ReportViewProps {
  readonly report: Report;
}

export function ReportView({ report }: ReportViewProps) {
  const groups = groupParts(report);
  return (
    <article className="flex flex-col gap-4">
      {report.verdict && <VerdictLead verdict={report.verdict} />}
      <ReaderVoices voices={report.voices} />
      {report.parts.length === 0 && <Markdown text={report.text} />}
      {groups.length > 0 && <SupportKey />}
      {groups.map(({ heading, parts }, index) => (
        <section
          key={index}
          className={`flex flex-col gap-3 ${isMinority(parts) ? minorityFrame : ''}`}
          aria-label={heading || undefined}
        >
          {heading !== '' && (
            <h3 className="flex items-center gap-1.5 text-[15px] leading-6 font-semibold">
              {isMinority(parts) && <MessageSquareWarning size={17} aria-hidden className="text-warning" />}
              {heading}
            </h3>
          )}
          {parts.map((part, at) => (
            <Part key={at} part={part} report={report} />
          ))}
        </section>
      ))}
      <Origin report={report} />
      <MissingVoices missing={report.missing} spoke={report.voices.length} />
      {report.verdict && report.voices.length > 0 && (
        <section className="flex flex-col gap-2 border-t border-line pt-4">
          <h3 className="text-[15px] leading-6 font-semibold">Who agrees, who does not</h3>
          <VerdictDetails verdict={restOfVerdict(report, report.verdict)} />
        </section>
      )}
    </article>
  );
}

const minorityFrame = 'rounded-card border border-dashed border-warning bg-warning-soft/40 px-3 py-2.5';

function isMinority(parts: readonly ReportPart[]): boolean {
  return parts.some(({ minority }) => minority === true);
}

/** Which answer it starts from, who wrote it, and how much of it is the writer's own family. */
function Origin({ report: { base, sway, writer, voices } }: ReportViewProps) {
  const family = useFamily(writer?.family ?? '')?.title ?? writer?.family ?? '';
  const start = voices.find(({ nodeId }) => nodeId === base?.voice);
  return (
    <section
      className="flex flex-col gap-1 border-t border-line pt-2 text-[12px] leading-4 text-ink-soft"
      aria-label="Where it comes from"
    >
      <div className="flex flex-wrap items-center gap-x-1">
        {writer ? (
          <>
            <span>Written by</span>
            <VoiceChip voice={writer} />
          </>
        ) : (
          <span>Joined without a model: the voices’ own words, sorted by who brings them.</span>
        )}
      </div>
      {writer && sway && <p className="break-words">{swayWords(sway, family)}</p>}
      {base && start && (
        <div className="flex flex-wrap items-center gap-x-1">
          <span>Starts from</span>
          <VoiceChip voice={start} />
          <span className="break-words">{base.reason}</span>
        </div>
      )}
    </section>
  );
}

interface PartProps {
  readonly part: ReportPart;
  readonly report: Report;
}

function Part({ part, report }: PartProps) {
  const words = partWords(part, report);
  return (
    <SupportedBlock by={part.voices} voices={report.voices} passage={part.passage}>
      {words !== '' && <Markdown text={words} />}
      {part.claims && (
        <ul className="mt-0.5 flex flex-col gap-0.5 text-[12px] leading-4 text-ink-soft" aria-label="Claims it states">
          {part.claims.map(({ text, bucket, contested }) => (
            <li key={text} className="break-words" data-bucket={bucket}>
              <span className="font-medium text-ink" title={bucketWords[bucket].meaning}>
                {bucketWords[bucket].title}
              </span>
              {contested && bucket !== 'disputed' && <span className="font-medium text-failed"> and disputed</span>}: “
              {text}”
            </li>
          ))}
        </ul>
      )}
    </SupportedBlock>
  );
}
