// AnswerView: one voice's answer: its words, its stance, the passages it quotes.
import type { Answer } from '@parley/spec';
import { Markdown } from '../ui/markdown.tsx';
import { outcomeWords } from '../run/step-words.ts';
import { PassageQuote } from './passage-quote.tsx';
import { passageKey } from './report-parts.ts';
import { ReaderNote } from './reader-note.tsx';
import { VoiceChip } from './voice-chip.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
}

export function AnswerView({ answer }: AnswerViewProps) {
  const { voice, passages } = answer;
  // A reader's text is its passages in a row; the quotations show the same words and where they stand.
  const quotesOnly = voice.kind === 'reader' && passages.length > 0;
  return (
    <article className="flex flex-col gap-3">
      <header className="-ml-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        <VoiceChip voice={voice} />
        {voice.kind === 'reader' ? <ReaderNote /> : <span className="text-[12px] text-ink-faint">{voice.model}</span>}
      </header>
      {answer.outcome !== 'complete' && (
        <p className="rounded-control border border-dashed border-warning px-2.5 py-1.5 text-[13px]">
          {outcomeWords[answer.outcome]}
        </p>
      )}
      {answer.stance !== undefined && (
        <p>
          Its stance: <strong className="font-semibold">{answer.stance}</strong>
          {answer.confidence !== undefined && (
            <span className="text-ink-soft">
              , and it calls itself {Math.round(answer.confidence * 100)} % sure (its own word, not a measurement)
            </span>
          )}
        </p>
      )}
      {!quotesOnly && answer.text !== '' && <Markdown text={answer.text} />}
      {passages.length > 0 && (
        <section className="flex flex-col gap-2">
          {!quotesOnly && <h4 className="text-[13px] font-semibold">Passages it quotes</h4>}
          {passages.map((passage) => (
            <PassageQuote key={passageKey(passage)} passage={passage} />
          ))}
        </section>
      )}
    </article>
  );
}
