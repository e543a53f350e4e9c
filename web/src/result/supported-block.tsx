// SupportedBlock: one statement with an edge that tells its support by shape: solid = several lineages, dashed = one,
// dotted = no support named. The same is said in words.
import type { Passage, Voice } from '@parley/spec';
import type { ReactNode } from 'react';
import { PassageSource, PassageText } from './passage-quote.tsx';
import { findSupport, supportWords } from './support.ts';
import { VoiceChip } from './voice-chip.tsx';

const edges = {
  several: 'border-solid border-ink',
  one: 'border-dashed border-line-strong',
  unnamed: 'border-dotted border-warning',
};

interface SupportedBlockProps {
  /** Node ids of the supporting voices. */
  readonly by: readonly string[];
  readonly voices: readonly Voice[];
  /** Quoted under the statement, with its source beside the voices. */
  readonly passage: Passage | undefined;
  readonly children?: ReactNode;
}

export function SupportedBlock({ by, voices, passage, children }: SupportedBlockProps) {
  const support = findSupport(by, voices);
  return (
    <div className={`border-l-2 pl-3 ${edges[support.kind]}`} data-support={support.kind}>
      {children}
      {passage && <PassageText passage={passage} />}
      <div className="flex flex-wrap items-center gap-x-2">
        {passage && <PassageSource passage={passage} />}
        {support.kind === 'unnamed' ? (
          <p className="py-1 text-[12px] leading-4 font-medium text-warning">No support named</p>
        ) : (
          <ul className="-ml-1.5 flex min-w-0 flex-wrap items-center" aria-label={supportWords(support)}>
            {support.voices.map((voice) => (
              <li key={voice.nodeId} className="min-w-0">
                <VoiceChip voice={voice} />
              </li>
            ))}
            {support.voices.length > 1 && (
              <li className="pl-1 text-[12px] leading-4 text-ink-faint">
                {support.kind === 'one' ? 'all of one lineage' : `${support.lineages} lineages`}
              </li>
            )}
          </ul>
        )}
      </div>
    </div>
  );
}
