// GradeControl: a person says whether a decision was right. What they say is what weights and confidence are measured on.
import { type Grade, type GradeWord, panelDecision, type Verdict } from '@parley/spec';
import { Check, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useChange } from '../models-page/use-change.ts';
import { runApi } from '../run/run-api.ts';
import { useLoaded } from '../run/use-loaded.ts';
import { refreshHistory } from '../state/history.ts';
import { viewStore } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';

interface GradeControlProps {
  readonly runId: string;
  readonly stepId: string;
  readonly verdict: Verdict;
}

const loadGrades = (runId: string, signal: AbortSignal): Promise<Grade[]> => runApi.grades(runId, signal);

export function GradeControl({ runId, stepId, verdict }: GradeControlProps) {
  const { value: grades, reload } = useLoaded(runId, loadGrades);
  const change = useChange();
  const [asksTruth, setAsksTruth] = useState(false);
  const grade = grades?.find((one) => one.stepId === stepId);
  const tell = () => {
    reload();
    refreshHistory().catch(() => undefined);
  };
  const put = (word: GradeWord) =>
    void change.run(
      () => runApi.grade(runId, stepId, word),
      () => {
        setAsksTruth(false);
        tell();
      },
    );
  // What a person decided is theirs: it is not asked of the vote whether it was right.
  const decided = panelDecision(verdict) !== undefined;
  if (!grades) return null;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3 text-[13px]" aria-label="Grade">
      {grade ? (
        <div className="flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1">{gradeWords(grade)}</p>
          <Button variant="quiet" onClick={() => viewStore.setState({ historyOpen: true })}>
            See your history
          </Button>
          <Button
            variant="quiet"
            disabled={change.busy}
            onClick={() => void change.run(() => runApi.removeGrade(runId, stepId), tell)}
          >
            Take it back
          </Button>
        </div>
      ) : (
        <>
          <p className="font-semibold">
            {decided ? 'Do you know whether this was right?' : 'Do you know what was true?'}
          </p>
          <p className="text-[12px] text-ink-faint">
            Your word is kept. It tells later verdicts how much such a vote, and each voice, has been worth.
          </p>
          <div className="flex flex-wrap gap-2">
            {decided && (
              <>
                <Button icon={Check} disabled={change.busy} onClick={() => put({ right: true })}>
                  It was right
                </Button>
                <Button
                  icon={X}
                  disabled={change.busy}
                  aria-expanded={asksTruth}
                  onClick={() => setAsksTruth(!asksTruth)}
                >
                  It was wrong
                </Button>
              </>
            )}
            {!decided && !asksTruth && <Button onClick={() => setAsksTruth(true)}>Say what was true</Button>}
          </div>
          {asksTruth && <TruthForm verdict={verdict} busy={change.busy} onSay={put} />}
        </>
      )}
      {change.error !== undefined && (
        <p role="alert" className="text-failed">
          {change.error}
        </p>
      )}
    </section>
  );
}

interface TruthFormProps {
  readonly verdict: Verdict;
  readonly busy: boolean;
  readonly onSay: (word: GradeWord) => void;
}

function TruthForm({ verdict, busy, onSay }: TruthFormProps) {
  const [truth, setTruth] = useState('');
  const decided = panelDecision(verdict);
  const named = [
    ...verdict.tally.map(({ stance }) => stance),
    ...(verdict.person?.decision === undefined ? [] : [verdict.person.decision]),
  ];
  const others = [...new Set(named)].filter((stance) => stance !== decided);
  const say = (event: FormEvent) => {
    event.preventDefault();
    if (truth.trim() !== '') onSay({ right: false, truth: truth.trim() });
  };
  return (
    <form className="flex flex-col gap-2" onSubmit={say}>
      <p>What was true?</p>
      <div className="flex flex-wrap gap-2">
        {others.map((stance) => (
          <Button key={stance} disabled={busy} onClick={() => onSay({ right: false, truth: stance })}>
            <span className="max-w-56 truncate">{stance}</span>
          </Button>
        ))}
        {decided !== undefined && (
          <Button variant="quiet" disabled={busy} onClick={() => onSay({ right: false })}>
            I only know it was wrong
          </Button>
        )}
      </div>
      <div className="flex gap-2">
        <TextInput
          aria-label="Something else was true"
          placeholder="Something else"
          maxLength={500}
          value={truth}
          onChange={(event) => setTruth(event.target.value)}
        />
        <Button type="submit" disabled={busy || truth.trim() === ''}>
          Say it
        </Button>
      </div>
    </form>
  );
}

function gradeWords({ right, truth }: Grade): string {
  if (right) return 'You said that this was right.';
  return truth === undefined ? 'You said that this was wrong.' : `You said that the truth was “${truth}”.`;
}
