// ClaimTableView: what the answers claim and what every voice says to it, by bucket, some at a time.
import type { ClaimBucket, ClaimRelation, ClaimTable, VerdictClaim, Voice } from '@parley/spec';
import { claimBuckets } from '@parley/spec';
import { Circle, CircleDashed, Copy, type LucideIcon, Swords } from 'lucide-react';
import { useState } from 'react';
import { FamilyMark } from '../family/family-mark.tsx';
import { useFamily } from '../state/families.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { AnswerPlace } from './answer-place.tsx';
import { bucketWords, coverageWords, deciderWords, judgeWords, tableNotes } from './panel-words.ts';

const bucketLooks: Record<ClaimBucket, { readonly icon: LucideIcon; readonly edge: string }> = {
  consensus: { icon: Circle, edge: 'border-solid border-ink' },
  disputed: { icon: Swords, edge: 'border-double border-failed border-l-4' },
  'copies-only': { icon: Copy, edge: 'border-dashed border-line-strong' },
  'single-source': { icon: CircleDashed, edge: 'border-dotted border-line-strong' },
};

const pageSize = 8;
/** Of one side of a claim this many voices are shown at first. */
const fewVoices = 12;

interface ClaimTableProps {
  readonly table: ClaimTable;
  readonly voices: readonly Voice[];
}

/** Nothing where nothing was claimed. */
export function ClaimTableView({ table, voices }: ClaimTableProps) {
  const [bucket, setBucket] = useState<ClaimBucket | 'all'>('all');
  const [shown, setShown] = useState(pageSize);
  const judgeTitle = useFamily(table.judge?.family ?? '')?.title ?? table.judge?.family ?? '';
  const { claims } = table;
  if (claims.length === 0) return null;
  const found = claims.filter((claim) => bucket === 'all' || isIn(claim, bucket));
  const page = found.slice(0, shown);
  const judged = judgeWords(table.judge, judgeTitle);
  const choose = (next: ClaimBucket | 'all') => {
    setBucket(next);
    setShown(pageSize);
  };
  return (
    <section className="flex flex-col gap-2" aria-label="Claims">
      <h4 className="text-[13px] font-semibold">What the answers claim</h4>
      <div role="group" aria-label="Show claims" className="flex flex-wrap gap-1">
        {(['all', ...claimBuckets] as const).map((each) => {
          const count = each === 'all' ? claims.length : claims.filter((claim) => isIn(claim, each)).length;
          if (count === 0) return null;
          return (
            <Button
              key={each}
              variant="quiet"
              aria-pressed={bucket === each}
              className={bucket === each ? 'bg-pressed px-2 text-ink' : 'px-2'}
              onClick={() => choose(each)}
            >
              {each === 'all' ? 'All' : bucketWords[each].title} <span className="tabular-nums">{count}</span>
            </Button>
          );
        })}
      </div>
      {bucket !== 'all' && <p className="text-[12px] leading-4 text-ink-soft">{bucketWords[bucket].meaning}</p>}
      <ul className="flex flex-col gap-3" aria-label={bucket === 'all' ? 'All claims' : bucketWords[bucket].title}>
        {page.map((claim) => (
          <ClaimRow key={claim.id} claim={claim} lines={table.lines} voices={voices} />
        ))}
      </ul>
      {found.length > page.length && (
        <Button className="self-start" onClick={() => setShown(shown + 4 * pageSize)}>
          Show more claims ({found.length - page.length} left)
        </Button>
      )}
      {[...tableNotes(table), ...(judged === undefined ? [] : [judged])].map((note) => (
        <p key={note} className="text-[12px] leading-4 break-words text-ink-soft">
          {note}
        </p>
      ))}
    </section>
  );
}

/** A claim that most families share and one disputes stands in both. */
function isIn({ bucket, contested }: VerdictClaim, wanted: ClaimBucket): boolean {
  return bucket === wanted || (wanted === 'disputed' && contested);
}

interface RowProps {
  readonly claim: VerdictClaim;
  readonly lines: number;
  readonly voices: readonly Voice[];
}

function ClaimRow({ claim, lines, voices }: RowProps) {
  const { icon: Icon, edge } = bucketLooks[claim.contested ? 'disputed' : claim.bucket];
  const { title, meaning } = bucketWords[claim.bucket];
  const isSharedYetDisputed = claim.contested && claim.bucket !== 'disputed';
  const side = (stance: ClaimRelation['stance']) =>
    voices.flatMap((voice) => {
      const relation = claim.relations.find((each) => each.voice === voice.nodeId);
      return (relation?.stance ?? 'silent') === stance ? [{ voice, relation }] : [];
    });
  return (
    <li className={`border-l-2 pl-3 ${edge}`} data-bucket={claim.bucket} data-contested={claim.contested}>
      <p className="flex flex-wrap items-center gap-x-1.5 text-[12px] leading-4 text-ink-soft">
        <Tooltip content={meaning}>
          <span className="inline-flex items-center gap-1 font-medium text-ink">
            <Icon size={13} aria-hidden />
            {title}
          </span>
        </Tooltip>
        {isSharedYetDisputed && <span className="font-medium text-failed">and disputed</span>}
        <span>· {coverageWords(claim.speaking, lines)}</span>
      </p>
      <p className="mt-0.5 break-words">{claim.text}</p>
      <Side words="supports" said={side('supports')} claim={claim} />
      <Side words="disputes" said={side('disputes')} claim={claim} />
      <Silent voices={side('silent')} />
    </li>
  );
}

interface Said {
  readonly voice: Voice;
  readonly relation: ClaimRelation | undefined;
}

/** What decided, and the cue where it says more. */
function groundsWords(relation: ClaimRelation | undefined): string {
  const { by, cue } = relation ?? { by: 'cue' as const, cue: '' };
  return deciderWords[by].endsWith(cue) ? deciderWords[by] : `${deciderWords[by]}: ${cue.replace(/[.]$/u, '')}`;
}

interface SideProps {
  readonly words: 'supports' | 'disputes';
  readonly said: readonly Said[];
  readonly claim: VerdictClaim;
}

function Side({ words, said, claim }: SideProps) {
  const [all, setAll] = useState(false);
  if (said.length === 0) return null;
  const disputes = words === 'disputes';
  const shown = all ? said : said.slice(0, fewVoices);
  return (
    <div className="flex items-start gap-1">
      <span
        className={`w-18 shrink-0 text-[12px] leading-8 font-medium whitespace-nowrap ${disputes ? 'text-failed' : 'text-ink-soft'}`}
      >
        {disputes ? 'Disputed by' : 'Said by'}
      </span>
      <ul className="flex min-w-0 flex-1 flex-wrap items-center" aria-label={disputes ? 'Disputed by' : 'Said by'}>
        {shown.map(({ voice, relation }, index) => (
          <li key={voice.nodeId} className="flex max-w-full min-w-0 flex-wrap items-center">
            <AnswerPlace
              voice={voice}
              place={relation ?? {}}
              words={claim.text}
              label={`${voice.title} ${words} it, ${groundsWords(relation)}.`}
            >
              <FamilyMark family={voice.family} size={13} />
              <span className="truncate">{voice.title}</span>
            </AnswerPlace>
            {disputes && relation?.cue !== shown[index + 1]?.relation?.cue && (
              <span className="px-1.5 pb-1 text-[12px] leading-4 break-words text-ink-soft">{relation?.cue}</span>
            )}
          </li>
        ))}
        {shown.length < said.length && (
          <li>
            <Button variant="quiet" className="px-1.5" onClick={() => setAll(true)}>
              and {said.length - shown.length} more
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}

const fewSilent = 6;

/** Silence is no dispute, so it is small; who came near the claim says why that does not count. */
function Silent({ voices }: { readonly voices: readonly Said[] }) {
  if (voices.length === 0) return null;
  const shown = voices.length > fewSilent ? voices.slice(0, fewSilent - 1) : voices;
  return (
    <div className="flex gap-1 text-[12px] leading-4 text-ink-faint">
      <span className="w-18 shrink-0">Silent</span>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-x-2 gap-y-0.5 pl-1.5" aria-label="Silent">
        {shown.map(({ voice, relation }) => (
          <li key={voice.nodeId} className="flex max-w-full min-w-0 items-start gap-1.5">
            <FamilyMark family={voice.family} size={13} />
            <span className="min-w-0 break-words">
              {voice.title}
              {relation && ` (${relation.cue})`}
            </span>
          </li>
        ))}
        {shown.length < voices.length && <li>and {voices.length - shown.length} more</li>}
      </ul>
    </div>
  );
}
