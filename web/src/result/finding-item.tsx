// FindingItem: one finding to read: what it says, on which claims of which voices it builds, and each of its scores by itself.
import type { Finding, Voice } from '@parley/spec';
import { axisTitles, findingAxes, readAxis } from './findings-map.ts';
import { VoiceChip } from './voice-chip.tsx';

interface FindingItemProps {
  readonly finding: Finding;
  readonly voices: readonly Voice[];
}

export function FindingItem({ finding, voices }: FindingItemProps) {
  const { text, because, cites, nearest, judged } = finding;
  return (
    <article className="flex flex-col gap-2 rounded-control border border-line bg-raised p-3">
      <h4 className="text-[12px] text-ink-soft">
        <strong className="font-semibold text-ink tabular-nums">{finding.rank}.</strong> {finding.first} ×{' '}
        {finding.second}
      </h4>
      <p className="text-[15px] leading-6 break-words">{text}</p>
      {because !== '' && (
        <p className="text-[13px] break-words text-ink-soft">
          <span className="font-medium text-ink">The explorer says why:</span> {because}
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-[13px]">
        {findingAxes.map((axis) => (
          <div key={axis} className="contents">
            <dt className="text-ink-soft">{axisTitles[axis]}</dt>
            <dd className="break-words tabular-nums">{readAxis(finding, axis).words}</dd>
          </div>
        ))}
      </dl>
      {judged !== undefined && <p className="text-[13px] break-words text-ink-soft">The judge: {judged}</p>}
      <Cites cites={cites} voices={voices} />
      {nearest !== undefined && (
        <p className="text-[13px] break-words text-ink-soft">
          <span className="font-medium text-ink">Nearest to it of what was said before:</span> {nearest}
        </p>
      )}
    </article>
  );
}

function Cites({ cites, voices }: Pick<Finding, 'cites'> & Pick<FindingItemProps, 'voices'>) {
  if (cites.length === 0) {
    return <p className="text-[13px] text-warning">The explorer names no claim it builds on.</p>;
  }
  return (
    <section aria-label="Claims it builds on">
      <p className="text-[13px] font-medium">It builds on, as the explorer says:</p>
      <ul className="mt-1 flex flex-col gap-1.5 text-[13px]">
        {cites.map(({ domain, claim, voice: id, hasWords }) => {
          const voice = voices.find(({ nodeId }) => nodeId === id);
          return (
            <li key={`${domain}\n${claim}`} className="border-l-2 border-line-strong pl-2.5">
              <p className="break-words">{claim}</p>
              <p className="-ml-1.5 flex flex-wrap items-center gap-x-1 text-[12px] text-ink-soft">
                {voice ? <VoiceChip voice={voice} /> : <span className="ml-1.5">{domain}</span>}
                {!hasWords && <span>shares no word with it</span>}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
