// HistoryPage: what the decisions of this workspace tell of its voices, in pictures with their counts.
import type { WorkspaceHistory } from '@parley/spec';
import { useEffect, useMemo, useState } from 'react';
import { messageOf } from '../api/api.ts';
import { Chart } from '../charts/chart.tsx';
import type { ChartTheme } from '../charts/chart-theme.ts';
import { heatMapOption, heatMapSize } from '../charts/heat-map.ts';
import { type IntervalBars, intervalBarsHeight, intervalBarsOption } from '../charts/interval-bars.ts';
import { useFamilies } from '../state/families.ts';
import { refreshHistory, useHistory } from '../state/history.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { agreementPicture, domainsPicture, recordsPicture, type TitleOf } from './history-charts.ts';
import { allPairsWords, totalWords } from './history-words.ts';

interface HistoryPageProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function HistoryPage({ open, onOpenChange }: HistoryPageProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="large"
      title="History of your voices"
      description="Every decision of a Consensus node is remembered with the stance each model took. Your grades say which of them came true."
    >
      <Content />
    </Dialog>
  );
}

function Content() {
  const history = useHistory();
  const [error, setError] = useState<string>();
  const load = () => {
    refreshHistory().catch((failure: unknown) => setError(messageOf(failure)));
  };
  useEffect(load, []);
  if (history) return <Pictures history={history} />;
  if (error === undefined) return <p className="text-ink-soft">Asking the server…</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      <p role="alert">{error}</p>
      <Button
        onClick={() => {
          setError(undefined);
          load();
        }}
      >
        Try again
      </Button>
    </div>
  );
}

function Pictures({ history }: { readonly history: WorkspaceHistory }) {
  const families = useFamilies();
  const titleOf = useMemo<TitleOf>(() => {
    const titles = new Map(families.map(({ id, title }) => [id, title]));
    return (family) => titles.get(family) ?? family;
  }, [families]);
  if (history.decisions === 0) return <NothingYet />;
  return (
    <div className="flex flex-col gap-8">
      <p className="font-medium">{totalWords(history)}</p>
      <Agreement history={history} titleOf={titleOf} />
      <Records history={history} />
      <Domains history={history} titleOf={titleOf} />
    </div>
  );
}

function NothingYet() {
  return (
    <div className="flex max-w-prose flex-col gap-3 text-ink-soft">
      <p className="font-medium text-ink">No decision is remembered yet.</p>
      <ol className="flex list-decimal flex-col gap-2 pl-5">
        <li>
          Give two or more agents the same stances to choose from, in their settings, and wire them into a Consensus
          node.
        </li>
        <li>Run the mesh. What each model chose is kept here, whatever becomes of the run.</li>
        <li>Open what the Consensus node said and grade it: “It was right” or “It was wrong”.</li>
      </ol>
      <p>
        After a few decisions you see which models take the same stance. After some twenty grades you see whose mistakes
        go together, and how many voices your panel really counts as.
      </p>
    </div>
  );
}

interface SectionProps {
  readonly history: WorkspaceHistory;
  readonly titleOf: TitleOf;
}

function Agreement({ history: { pairs }, titleOf }: SectionProps) {
  const { picture, table } = useMemo(() => agreementPicture(pairs, titleOf), [pairs, titleOf]);
  const option = useMemo(() => (theme: ChartTheme) => heatMapOption(picture, theme), [picture]);
  if (pairs.length === 0) {
    return (
      <Teach name="Who takes the same stance">
        No two models have taken a stance in the same decision yet. Offer your agents stances to choose from, and run
        again.
      </Teach>
    );
  }
  const hasCopies = pairs.some(({ one, other }) => one.family === other.family && one.model === other.model);
  const together = [hasCopies && 'On the diagonal: two agents on one model.', allPairsWords(pairs)].filter(Boolean);
  return (
    <Chart
      name="Who takes the same stance"
      note={`The stronger the colour, the more often these two chose the same. Siblings of one lineage stand side by side. Agreement is not correctness: two that agree can share a mistake. Compare pairs only within your own questions.${together.map((words) => ` ${words}`).join('')}`}
      {...heatMapSize(picture.names.length)}
      option={option}
      table={table}
    />
  );
}

function Records({ history: { records, graded } }: Pick<SectionProps, 'history'>) {
  const { picture, table } = useMemo(() => recordsPicture(records), [records]);
  if (picture.rows.length === 0) {
    return (
      <Teach name="How often votes came true">
        {graded === 0
          ? 'Nothing is graded yet. Open what a Consensus node said and press “It was right” or “It was wrong”: from then on this shows what such a vote has been worth.'
          : 'Only questions on which nothing was decided are graded so far. Grade a decision to see what such a vote has been worth.'}
      </Teach>
    );
  }
  return (
    <Bars
      name="How often votes came true"
      note="Of the decisions you graded, so many came true, by the shape of the vote. The line is the 95 % interval: where it is wide, grade more before you rely on it. It tells of your questions so far, not of the next one."
      picture={picture}
      table={table}
    />
  );
}

function Domains({ history: { domains }, titleOf }: SectionProps) {
  const { picture, table } = useMemo(() => domainsPicture(domains, titleOf), [domains, titleOf]);
  if (picture.rows.length === 0) return null;
  return (
    <Bars
      name="Families in their domains"
      note="How often a family that spoke for a domain went with what was decided, and how often it was right where you graded. Going with the decision is not being right, and families may have met different questions. Where you said only that a decision was wrong, those who chose it count as wrong and the others not at all."
      picture={picture}
      table={table}
    />
  );
}

type BarsProps = Pick<React.ComponentProps<typeof Chart>, 'name' | 'note' | 'table'> & {
  readonly picture: IntervalBars;
};

function Bars({ picture, ...words }: BarsProps) {
  const option = useMemo(() => (theme: ChartTheme) => intervalBarsOption(picture, theme), [picture]);
  return <Chart {...words} height={intervalBarsHeight(picture)} option={option} />;
}

function Teach({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <h3 className="text-[15px] leading-6 font-semibold">{name}</h3>
      <p className="max-w-prose text-[13px] leading-5 text-ink-soft">{children}</p>
    </section>
  );
}
