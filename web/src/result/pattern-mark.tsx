// PatternMark: what the spread of answers says about the question, by shape, word and colour. No tick: agreeing is not being right.
import type { PanelPattern } from '@parley/spec';
import { CircleHelp, Equal, type LucideIcon, Shuffle, Split, TriangleAlert } from 'lucide-react';
import { patternWords } from './panel-words.ts';

const looks: Record<PanelPattern['kind'], { readonly icon: LucideIcon; readonly colour: string }> = {
  agree: { icon: Equal, colour: 'text-done' },
  lead: { icon: TriangleAlert, colour: 'text-warning' },
  scatter: { icon: Shuffle, colour: 'text-failed' },
  rival: { icon: Split, colour: 'text-accent' },
  unknown: { icon: CircleHelp, colour: 'text-ink-soft' },
};

interface PatternProps {
  readonly pattern: PanelPattern;
}

/** One line for a card: the whole sentence is its title. */
export function PatternLine({ pattern }: PatternProps) {
  const { icon: Icon, colour } = looks[pattern.kind];
  return (
    <p className={`flex items-center gap-1 font-medium ${colour}`} title={pattern.sentence} data-pattern={pattern.kind}>
      <Icon size={13} aria-hidden className="shrink-0" />
      <span className="truncate">{patternWords[pattern.kind].line}</span>
    </p>
  );
}

/** The word and the sentence. */
export function PatternNote({ pattern }: PatternProps) {
  const { icon: Icon, colour } = looks[pattern.kind];
  return (
    <p className="flex gap-2" data-pattern={pattern.kind}>
      <Icon size={17} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
      <span className="min-w-0 break-words">
        <strong className={`font-semibold ${colour}`}>{patternWords[pattern.kind].word}.</strong> {pattern.sentence}
      </span>
    </p>
  );
}
