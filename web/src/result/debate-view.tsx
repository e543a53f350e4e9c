// DebateView: how the voices came to a verdict: the vote before and after, who moved, and who only went along.
import type { Verdict } from '@parley/spec';
import { useMemo } from 'react';
import { Chart } from '../charts/chart.tsx';
import type { ChartTheme } from '../charts/chart-theme.ts';
import { voteBarsHeight, voteBarsMinWidth, voteBarsOption } from '../charts/vote-bars.ts';
import {
  debateLead,
  debateNote,
  debatePicture,
  moveKind,
  moveTitles,
  movesLead,
  moveWords,
  nameVoices,
} from './debate-words.ts';

interface DebateViewProps {
  readonly verdict: Verdict;
}

/** Nothing for a verdict without a debate. */
export function DebateView({ verdict }: DebateViewProps) {
  const { debate } = verdict;
  if (!debate) return null;
  return <DebateCourse verdict={verdict} debate={debate} />;
}

interface DebateCourseProps extends DebateViewProps {
  readonly debate: NonNullable<Verdict['debate']>;
}

function DebateCourse({ verdict, debate }: DebateCourseProps) {
  const { voices, missing } = verdict;
  const nameOf = useMemo(() => nameVoices({ voices, missing }), [voices, missing]);
  const { picture, table } = useMemo(() => debatePicture(debate, nameOf), [debate, nameOf]);
  const option = useMemo(() => (theme: ChartTheme) => voteBarsOption(picture, theme), [picture]);
  const lead = movesLead(debate);
  return (
    <section aria-label="The debate" className="flex flex-col gap-3">
      <p className="text-[13px]">{debateLead(debate)}</p>
      {debate.basis !== undefined && debate.rounds.length > 1 && (
        <Chart
          name="The vote before and after"
          note={debateNote(debate)}
          height={voteBarsHeight(picture)}
          minWidth={voteBarsMinWidth(picture)}
          option={option}
          table={table}
        />
      )}
      {lead !== undefined && <p className="text-[13px] font-medium">{lead}</p>}
      {debate.moves.length > 0 && (
        <ul aria-label="Who moved" className="flex flex-col gap-2">
          {debate.moves.map((move) => {
            const kind = moveKind(move);
            return (
              <li key={`${move.voice} ${move.round}`} className="flex flex-col gap-1 text-[13px]">
                <p>
                  <span className={`mr-1.5 rounded-[4px] border px-1.5 text-[11px] leading-4 ${moveLooks[kind]}`}>
                    → {moveTitles[kind]}
                  </span>
                  {moveWords(move, nameOf)}
                </p>
                {move.argument !== undefined && (
                  <blockquote className="border-l-2 border-line-strong pl-3 break-words text-ink-soft">
                    {move.argument}
                  </blockquote>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** As the blocks of the picture. */
const moveLooks = {
  argued: 'border-accent bg-accent text-on-accent',
  conformed: 'border-dashed border-accent',
  moved: 'border-accent',
};
