// DissentList: the positions that are not the panel's, each with its voices and its best argument in its own words.
import type { Dissent, Voice } from '@parley/spec';
import { FamilyMark } from '../family/family-mark.tsx';
import { AnswerPlace } from './answer-place.tsx';
import { deciderWords } from './panel-words.ts';
import { VoiceChip } from './voice-chip.tsx';

interface DissentListProps {
  readonly dissent: readonly Dissent[];
  readonly voices: readonly Voice[];
}

/** Nothing where nobody stands against anything. */
export function DissentList({ dissent, voices }: DissentListProps) {
  if (dissent.length === 0) return null;
  return (
    <section className="flex flex-col gap-2" aria-label="Dissent">
      <h4 className="text-[13px] font-semibold">Who stands against it</h4>
      <ul className="flex flex-col gap-2">
        {dissent.map((position, index) => (
          <li key={index} className="rounded-control border border-line-strong/60 px-3 py-1.5">
            <Position dissent={position} voices={voices} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Position({ dissent, voices }: { readonly dissent: Dissent; readonly voices: readonly Voice[] }) {
  const { on, position, against, argument, by, cue } = dissent;
  const holders = voices.filter(({ nodeId }) => dissent.voices.includes(nodeId));
  const speaker = voices.find(({ nodeId }) => nodeId === argument?.voice);
  return (
    <>
      <div className="-ml-1.5 flex flex-wrap items-center gap-x-1">
        {holders.map((voice) => (
          <VoiceChip key={voice.nodeId} voice={voice} />
        ))}
        {on === 'stance' && (
          <span className="px-1.5">
            {holders.length === 1 ? 'says' : 'say'} “{position}”
          </span>
        )}
      </div>
      {argument && (
        <blockquote className="border-l-2 border-line-strong pl-3 break-words">“{argument.text}”</blockquote>
      )}
      {(on === 'claim' || by !== undefined) && (
        <p className="text-[12px] leading-4 break-words text-ink-soft">
          {on === 'claim' && against !== undefined && `against “${against}” `}
          {by !== undefined && `(${by === 'parser' ? '' : `${deciderWords[by]}: `}${cue ?? ''})`}
        </p>
      )}
      {!argument && <p className="text-[13px] text-ink-soft">It gives no argument of its own.</p>}
      {argument && speaker && (
        <div className="-ml-1.5">
          <AnswerPlace
            voice={speaker}
            place={argument}
            words={argument.text}
            label={`${on === 'stance' ? 'The best argument of this side' : 'This'} is from ${speaker.title}.`}
          >
            <FamilyMark family={speaker.family} size={13} />
            <span className="truncate underline decoration-line-strong underline-offset-2">Show it in the answer</span>
          </AnswerPlace>
        </div>
      )}
    </>
  );
}
