// ConsensusDots: the voices of a verdict, drawn together or apart by what they said. Knows no run.
import type { Verdict, Voice } from '@parley/spec';
import { confidenceWords, shortConfidence } from '../diversity/diversity-words.ts';
import { FamilyMark } from '../family/family-mark.tsx';
import { PatternLine } from '../result/pattern-mark.tsx';
import { decisionWords, spokenWords, verdictWords } from '../result/verdict-words.ts';

interface ConsensusDotsProps {
  readonly verdict: Verdict;
}

export function ConsensusDots({ verdict }: ConsensusDotsProps) {
  const voicesOf = (ids: readonly string[]): Voice[] => verdict.voices.filter((voice) => ids.includes(voice.nodeId));
  const confidence = shortConfidence(verdict);
  return (
    <div className="flex h-full flex-col gap-1.5">
      <p className={`font-semibold text-ink ${verdict.pattern ? 'truncate' : 'line-clamp-2'}`}>
        {decisionWords(verdict)?.short ?? verdictWords(verdict).short}
      </p>
      {verdict.pattern && <PatternLine pattern={verdict.pattern} />}
      {confidence !== undefined && (
        <p className="truncate text-ink-soft" title={confidenceWords(verdict)}>
          {confidence}
        </p>
      )}
      <ul className="flex flex-wrap items-center gap-1.5">
        {verdict.tally.map(({ stance, voices }) => (
          <Group key={stance} label={stance} voices={voicesOf(voices)} frame="border-solid border-line-strong" />
        ))}
        {verdict.silent.length > 0 && (
          <Group label="no stance" voices={voicesOf(verdict.silent)} frame="border-dotted border-line-strong" />
        )}
        {verdict.missing.length > 0 && (
          <li className="flex items-center gap-1 rounded-full border border-dashed border-warning px-1.5 py-0.5 text-warning">
            {verdict.missing.length} missing, {spokenWords(verdict.voices.length, verdict.missing.length)}
          </li>
        )}
      </ul>
    </div>
  );
}

interface GroupProps {
  readonly label: string;
  readonly voices: readonly Voice[];
  readonly frame: string;
}

function Group({ label, voices, frame }: GroupProps) {
  return (
    <li
      className={`flex max-w-full items-center gap-1 rounded-full border px-1.5 py-0.5 ${frame}`}
      title={`${label}: ${voices.map((voice) => voice.title).join(', ')}`}
    >
      <span className="flex items-center">
        {voices.map((voice) => (
          <FamilyMark key={voice.nodeId} family={voice.family} size={12} title={voice.title} />
        ))}
      </span>
      <span className="truncate text-ink-soft">{label}</span>
    </li>
  );
}
