// FindingsView: what lies between the domains: a map on one axis at a time, a cell to read, the ranked list, and what none of it means.
import { domainPairKey, type FindingCell, type Findings, findingsNotes } from '@parley/spec';
import { useCallback, useId, useMemo, useState } from 'react';
import { Chart } from '../charts/chart.tsx';
import type { ChartTheme } from '../charts/chart-theme.ts';
import { heatMapCell, heatMapOption, heatMapSize } from '../charts/heat-map.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { FindingItem } from './finding-item.tsx';
import {
  axisNotes,
  axisTitles,
  cellsOf,
  cellStateWords,
  type FindingAxis,
  findingAxes,
  findingsMap,
  readingWords,
} from './findings-map.ts';
import { MissingVoices } from './missing-voices.tsx';
import { countWords } from './support.ts';
import { VoiceChip } from './voice-chip.tsx';

interface FindingsViewProps {
  readonly findings: Findings;
}

export function FindingsView({ findings: found }: FindingsViewProps) {
  const { cells, calls, findings, voices, missing } = found;
  const explored = cells.filter(({ state }) => state === 'explored').length;
  const [lead, ...notes] = findingsNotes(found);
  return (
    <section className="flex flex-col gap-5" aria-label="Findings">
      <div className="flex flex-col gap-1.5 rounded-control bg-hover px-3 py-2">
        <p className="text-[15px] leading-6">
          <strong className="font-semibold">
            {countWords(findings.length, 'finding')} in {explored} of {countWords(cells.length, 'cell')}.
          </strong>{' '}
          <span className="text-ink-soft">
            {countWords(calls.made, 'call')} of at most {calls.budget}
            {findings.length > 1 && `; by their words about ${found.spread.toFixed(1)} different ideas`}.
          </span>
        </p>
        {notes.map((note) => (
          <p key={note} className="text-[13px]">
            {note}
          </p>
        ))}
      </div>
      <MapOfCells found={found} note={lead ?? ''} />
      <RankedList found={found} />
      <ControlList found={found} />
      <div className="flex flex-col gap-1 text-[13px] text-ink-soft">
        <p className="-ml-1.5 flex flex-wrap items-center gap-x-1">
          <span className="ml-1.5">Explored by</span>
          <VoiceChip voice={found.explorer} />
          {found.judge && (
            <span>
              and judged by {found.judge.model || found.judge.family}, which spoke on {found.judge.judged} of{' '}
              {countWords(found.judge.asked, 'cell')}
            </span>
          )}
        </p>
      </div>
      <MissingVoices missing={missing} spoke={voices.length} />
    </section>
  );
}

function MapOfCells({ found, note }: { readonly found: Findings; readonly note: string }) {
  const [axis, setAxis] = useState<FindingAxis>(found.controls.length > 0 ? 'lift' : 'novelty');
  const [chosen, setChosen] = useState<FindingCell | undefined>(() => firstToRead(found));
  const { picture, table } = useMemo(() => findingsMap(found, axis, chosen), [found, axis, chosen]);
  const option = useMemo(() => (theme: ChartTheme) => heatMapOption(picture, theme), [picture]);
  const read = (key: string) => setChosen(found.cells.find((cell) => domainPairKey(cell) === key));
  const press = useCallback(
    (series: number, item: number) => {
      const cell = heatMapCell(picture, series, item);
      const [first, second] = [cell?.row, cell?.column].map((place) => found.domains[place ?? -1]?.name);
      if (first === undefined || second === undefined) return;
      const key = domainPairKey({ first, second });
      setChosen(found.cells.find((each) => domainPairKey(each) === key));
    },
    [picture, found],
  );
  return (
    <div className="flex flex-col gap-3">
      <AxisChoice axis={axis} onChange={setAxis} />
      <Chart
        name={`Between the domains: ${axisTitles[axis]}`}
        note={`${axisNotes[axis]} Each cell shows its first-ranked finding. ${note}`}
        {...heatMapSize(picture.names.length)}
        option={option}
        table={table}
        onPress={press}
      />
      <div className="flex flex-col gap-2">
        <Select
          label="Read a cell"
          value={chosen ? domainPairKey(chosen) : ''}
          placeholder="Read a cell…"
          onValueChange={read}
          options={cellsOf(found).map(({ cell, findings }) => ({
            value: domainPairKey(cell),
            title: `${cell.first} × ${cell.second}`,
            note: findings.length > 0 ? countWords(findings.length, 'finding') : cellStateWords(cell),
          }))}
        />
        {chosen && <CellReading found={found} cell={chosen} />}
      </div>
    </div>
  );
}

/** The cell of the best finding, else the first one. */
function firstToRead({ findings: [first], cells }: Findings): FindingCell | undefined {
  const key = first && domainPairKey(first);
  return cells.find((cell) => domainPairKey(cell) === key) ?? cells[0];
}

interface AxisChoiceProps {
  readonly axis: FindingAxis;
  readonly onChange: (axis: FindingAxis) => void;
}

function AxisChoice({ axis, onChange }: AxisChoiceProps) {
  const group = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-[13px] font-semibold">Show</legend>
      <div className="flex flex-wrap gap-1">
        {findingAxes.map((each) => (
          <label
            key={each}
            className="flex min-h-8 cursor-pointer items-center gap-1.5 rounded-control border border-line-strong/60 px-2.5 text-[13px] hover:bg-hover has-checked:border-ink has-checked:bg-pressed has-checked:font-medium has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name={group}
              className="size-3.5 accent-accent"
              checked={each === axis}
              onChange={() => onChange(each)}
            />
            {axisTitles[each]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function CellReading({ found, cell }: { readonly found: Findings; readonly cell: FindingCell }) {
  const own = cellsOf(found).find((each) => domainPairKey(each.cell) === domainPairKey(cell));
  const findings = own?.findings ?? [];
  return (
    <section className="flex flex-col gap-2" aria-label={`${cell.first} × ${cell.second}`} aria-live="polite">
      {findings.length === 0 && <p className="text-[13px] text-ink-soft">{cellStateWords(cell)}</p>}
      {findings.map((finding) => (
        <FindingItem key={finding.id} finding={finding} voices={found.voices} />
      ))}
      {findings.length > 0 && cell.reason !== undefined && <p className="text-[13px] text-warning">{cell.reason}</p>}
      <p className="text-[12px] leading-4 text-ink-soft">
        {cell.first} and {cell.second} share {countWords(cell.shared, 'word')} of substance that the question does not
        bring; their words are alike to {cell.likeness.toFixed(2)} of 1.
      </p>
    </section>
  );
}

const fewFindings = 5;

function RankedList({ found: { findings, voices } }: { readonly found: Findings }) {
  const [all, setAll] = useState(false);
  if (findings.length === 0) {
    return <p className="text-[13px]">The explorer found nothing that no claim states already.</p>;
  }
  return (
    <section className="flex flex-col gap-2" aria-label="Findings in order">
      <h3 className="text-[15px] leading-6 font-semibold">In order</h3>
      <p className="max-w-prose text-[13px] text-ink-soft">
        One axis after the other, never added up: first what stands above its controls, then by lift, then what uses
        both domains, then plausibility, then novelty.
      </p>
      <ol className="flex flex-col gap-2">
        {(all ? findings : findings.slice(0, fewFindings)).map((finding) => (
          <li key={finding.id}>
            <details className="group rounded-control border border-line">
              <summary className="flex min-h-8 cursor-pointer items-baseline gap-2 px-2.5 py-1.5 text-[13px] hover:bg-hover">
                <span className="shrink-0 font-semibold tabular-nums">{finding.rank}.</span>
                <span className="min-w-0 flex-1">
                  <span className="block break-words">{finding.text}</span>
                  <span className="block text-[12px] text-ink-soft">
                    {finding.first} × {finding.second}
                    {finding.control && ` · ${readingWords[finding.control.reading]}`}
                    {finding.decidedBy && ` · behind the one before by ${decided[finding.decidedBy]}`}
                  </span>
                </span>
              </summary>
              <div className="p-1.5 pt-0">
                <FindingItem finding={finding} voices={voices} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      {findings.length > fewFindings && (
        <Button variant="quiet" className="self-start" onClick={() => setAll(!all)}>
          {all ? 'Show the first few' : `Show all ${findings.length}`}
        </Button>
      )}
    </section>
  );
}

const decided: Readonly<Record<NonNullable<Findings['findings'][number]['decidedBy']>, string>> = {
  control: 'its controls',
  lift: 'lift',
  synergy: 'synergy',
  plausibility: 'plausibility',
  novelty: 'novelty',
  id: 'its name: nothing else tells them apart',
};

function ControlList({ found: { controls } }: { readonly found: Findings }) {
  if (controls.length === 0) return null;
  return (
    <details className="rounded-control border border-line">
      <summary className="flex min-h-8 cursor-pointer items-center px-2.5 text-[13px] hover:bg-hover">
        {countWords(controls.length, 'control')}: what the findings are compared with
      </summary>
      <ul className="flex flex-col gap-2 p-2.5 pt-1 text-[13px]">
        {controls.map(({ kind, first, second, instead, text, standing, plausibility }) => (
          <li
            key={`${first}\n${second}\n${kind}\n${text}`}
            className="border-l-2 border-dashed border-line-strong pl-2.5"
          >
            <p className="break-words">{text}</p>
            <p className="text-[12px] text-ink-soft">
              Control for {first} × {second}:{' '}
              {kind === 'one-domain'
                ? 'one domain only'
                : `with ${instead ?? ''} instead of ${second}, drawn by chance`}
              . Newness of what holds up: {standing.toFixed(2)}
              {plausibility !== undefined && `; plausibility ${plausibility.toFixed(1)}`}.
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
