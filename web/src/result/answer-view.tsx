// AnswerView: one voice's answer: its words, its stance, the passages it quotes.
import type { Answer } from '@parley/spec';
import { Markdown } from '../ui/markdown.tsx';
import { formWords } from '../run/form-words.ts';
import { outcomeWords } from '../run/step-words.ts';
import { ClaimsView } from './claims-view.tsx';
import { PassageQuote } from './passage-quote.tsx';
import { passageKey, passagesBeside } from './report-parts.ts';
import { ReaderNote } from './reader-note.tsx';
import { VoiceChip } from './voice-chip.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
}

export function AnswerView({ answer }: AnswerViewProps) {
  const { voice, passages } = answer;
  // A reader's text is its passages in a row; the quotations show the same words and where they stand.
  const quotesOnly = voice.kind === 'reader' && passages.length > 0;
  const { claims = [], missingTools = [] } = answer;
  const form = formWords(answer);
  const further = passagesBeside(answer);
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
      {missingTools.map(({ id, reason }) => (
        <p
          key={id}
          className="rounded-control border border-dashed border-warning px-2.5 py-1.5 text-[13px] break-words"
        >
          <strong className="font-semibold">It answered without the tool {id}.</strong> {reason}
        </p>
      ))}
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
      {answer.ranking && answer.ranking.length > 1 && (
        <p>
          Its ranking: <span className="break-words">{answer.ranking.join(' › ')}</span>
        </p>
      )}
      {answer.stance === undefined && answer.confidence !== undefined && (
        <p className="text-ink-soft">
          It calls itself {Math.round(answer.confidence * 100)} % sure (its own word, not a measurement).
        </p>
      )}
      {!quotesOnly && answer.text !== '' && <Markdown text={answer.text} />}
      {form !== undefined && <p className="text-[13px] text-warning">{form}</p>}
      <ClaimsView claims={claims} />
      {further.length > 0 && (
        <section className="flex flex-col gap-2">
          {!quotesOnly && (
            <h4 className="text-[13px] font-semibold">
              {further.length < passages.length ? 'What else it quotes' : 'Passages it quotes'}
            </h4>
          )}
          {further.map((passage) => (
            <PassageQuote key={passageKey(passage)} passage={passage} />
          ))}
        </section>
      )}
    </article>
  );
}
