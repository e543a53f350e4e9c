// VerdictView: what a consensus node found: the outcome in words, who said what, who was silent or missing, the evidence.
import type { Evidence, Verdict, Voice } from '@parley/spec';
import { useState } from 'react';
import { confidenceWords } from '../diversity/diversity-words.ts';
import { VerdictWeakVoices } from '../diversity/weak-voice-note.tsx';
import { Button } from '../ui/button.tsx';
import { ClaimTableView } from './claim-table.tsx';
import { DebateView } from './debate-view.tsx';
import { DissentList } from './dissent-list.tsx';
import { IndependenceView } from './independence-view.tsx';
import { MissingVoices } from './missing-voices.tsx';
import { PatternNote } from './pattern-mark.tsx';
import { RankingView } from './ranking-view.tsx';
import { passageKey } from './report-parts.ts';
import { RuleTable } from './rule-table.tsx';
import { countWords } from './support.ts';
import { SupportedBlock } from './supported-block.tsx';
import { agreementNote, decisionWords, lineageWords, verdictWords } from './verdict-words.ts';
import { VoiceChip } from './voice-chip.tsx';

interface VerdictViewProps {
  readonly verdict: Verdict;
}

export function VerdictView({ verdict }: VerdictViewProps) {
  return (
    <div className="flex flex-col gap-3">
      <VerdictLead verdict={verdict} />
      <VerdictDetails verdict={verdict} />
    </div>
  );
}

/** The outcome in one sentence, and what it is worth. */
export function VerdictLead({ verdict }: VerdictViewProps) {
  const decision = decisionWords(verdict);
  const confidence = confidenceWords(verdict);
  return (
    <div className="flex flex-col gap-1.5 rounded-control bg-hover px-3 py-2">
      <p className="text-[15px] leading-6">
        <strong className="font-semibold">{verdictWords(verdict).sentence}</strong>
        {decision && <strong className="font-semibold"> {decision.sentence}</strong>}
        {verdict.tally.length > 0 && <span className="text-ink-soft"> {agreementNote}</span>}
      </p>
      {verdict.person?.note !== undefined && (
        <p className="break-words text-ink-soft">In the words of the person who was asked: “{verdict.person.note}”</p>
      )}
      {verdict.pattern && <PatternNote pattern={verdict.pattern} />}
      {confidence !== undefined && (
        <p className="break-words text-ink-soft" data-confidence>
          <strong className="font-semibold text-ink">Confidence.</strong> {confidence}
        </p>
      )}
    </div>
  );
}

/** Everything but the outcome: who said what, who was silent or missing, how many lineages, the evidence. */
export function VerdictDetails({ verdict }: VerdictViewProps) {
  const silent = findVoices(verdict.silent, verdict.voices);
  return (
    <section className="flex flex-col gap-3" aria-label="Verdict">
      {verdict.tally.length > 0 && <Tally verdict={verdict} />}
      <DebateView verdict={verdict} />
      <DissentList dissent={verdict.dissent ?? []} voices={verdict.voices} />
      {verdict.claims && <ClaimTableView table={verdict.claims} voices={verdict.voices} />}
      {silent.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-1 text-[13px] text-ink-soft">
          <span>Took no stance:</span>
          {silent.map((voice) => (
            <VoiceChip key={voice.nodeId} voice={voice} />
          ))}
        </div>
      )}
      <MissingVoices missing={verdict.missing} spoke={verdict.voices.length} />
      {verdict.rules && (verdict.tally.length > 1 || verdict.person) && (
        <RuleTable rules={verdict.rules} decidedBy={verdict.decidedBy} person={verdict.person} />
      )}
      {verdict.ranked && <RankingView ranked={verdict.ranked} voices={verdict.voices} />}
      {verdict.voices.length > 0 && <p className="text-[13px] text-ink-soft">{lineageWords(verdict)}</p>}
      <VerdictWeakVoices verdict={verdict} />
      {verdict.independence && <IndependenceView independence={verdict.independence} voices={verdict.voices} />}
      {verdict.evidence.length > 0 && <EvidenceList evidence={verdict.evidence} voices={verdict.voices} />}
    </section>
  );
}

function Tally({ verdict }: VerdictViewProps) {
  const votes = verdict.tally.reduce((sum, { voices }) => sum + voices.length, 0);
  return (
    <ul className="flex flex-col gap-2" aria-label={`What ${countWords(votes, 'voice')} said`}>
      {verdict.tally.map(({ stance, voices }) => (
        <li key={stance}>
          <div className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 font-medium break-words">
              {stance}
              {verdict.stance !== undefined && verdict.stance !== stance && (
                <span className="font-normal text-ink-soft">
                  {verdict.person?.outcome === 'decided' ? ' (a person decided otherwise)' : ' (dissent)'}
                </span>
              )}
            </span>
            <span className="shrink-0 text-[12px] text-ink-soft tabular-nums">
              {voices.length} of {votes}
            </span>
          </div>
          <div className="my-1 h-2 rounded-full bg-pressed" aria-hidden>
            <div className="h-full rounded-full bg-ink-soft" style={{ width: `${(100 * voices.length) / votes}%` }} />
          </div>
          <div className="-ml-1.5 flex flex-wrap gap-x-1">
            {findVoices(voices, verdict.voices).map((voice) => (
              <VoiceChip key={voice.nodeId} voice={voice} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

const fewPassages = 4;

interface EvidenceListProps {
  readonly evidence: readonly Evidence[];
  readonly voices: readonly Voice[];
}

function EvidenceList({ evidence, voices }: EvidenceListProps) {
  const [all, setAll] = useState(false);
  const shown = all ? evidence : evidence.slice(0, fewPassages);
  return (
    <section className="flex flex-col gap-2">
      <h4 className="text-[13px] font-semibold">Passages the voices quoted</h4>
      {shown.map(({ passage, voices: by }) => (
        <SupportedBlock key={passageKey(passage)} by={by} voices={voices} passage={passage} />
      ))}
      {evidence.length > fewPassages && (
        <Button className="self-start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer passages' : `Show all ${evidence.length} passages`}
        </Button>
      )}
    </section>
  );
}

function findVoices(ids: readonly string[], voices: readonly Voice[]): Voice[] {
  return voices.filter((voice) => ids.includes(voice.nodeId));
}
