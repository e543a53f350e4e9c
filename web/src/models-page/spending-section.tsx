// SpendingSection: what models cost this month, family by family, and the limits that stop a call before it could break them.
import { formatUsd, type Spending, type SpendLimits } from '@parley/spec';
import { useId, useState } from 'react';
import { FamilyMark } from '../family/family-mark.tsx';
import { countWords } from '../result/support.ts';
import { formatTokens } from '../run/elapsed.ts';
import { costWords } from '../run/money-words.ts';
import { useLoaded } from '../run/use-loaded.ts';
import { useFamilies } from '../state/families.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Switch } from '../ui/switch.tsx';
import { spendingApi } from './spending-api.ts';
import { monthWords, readLimit } from './spending-words.ts';
import { useChange } from './use-change.ts';

const load = (_: string, signal: AbortSignal) => spendingApi.read(signal);

export function SpendingSection() {
  const { value: spending, error, reload } = useLoaded('spending', load);
  return (
    <section className="flex flex-col gap-3" aria-labelledby="spending">
      <div>
        <h3 id="spending" className="text-[15px] leading-6 font-semibold">
          Spending
        </h3>
        <p className="text-[13px] text-ink-soft" role={error === undefined ? undefined : 'alert'}>
          {spending ? monthWords(spending) : (error ?? 'Asking the server…')}
        </p>
      </div>
      {spending && (
        <div className="grid items-start gap-x-8 gap-y-4 md:grid-cols-2">
          {/* Another answer of the server makes it anew, so that it shows what is saved. */}
          <Limits key={JSON.stringify(spending.limits)} limits={spending.limits} onChange={reload} />
          <FamilyAccount spending={spending} />
        </div>
      )}
    </section>
  );
}

interface LimitsProps {
  readonly limits: SpendLimits;
  readonly onChange: () => void;
}

function Limits({ limits, onChange }: LimitsProps) {
  const [perRun, setPerRun] = useState(toText(limits.perRun));
  const [perMonth, setPerMonth] = useState(toText(limits.perMonth));
  const [allows, setAllows] = useState(limits.unpriced === 'allow');
  const change = useChange();
  const switchId = useId();
  const typed = { perRun: readLimit(perRun), perMonth: readLimit(perMonth) };
  const next: SpendLimits | undefined =
    typed.perRun === undefined || typed.perMonth === undefined
      ? undefined
      : { perRun: typed.perRun, perMonth: typed.perMonth, unpriced: allows ? 'allow' : 'stop' };
  const isSaved = next !== undefined && JSON.stringify(next) === JSON.stringify(limits);
  const [isOpen, setIsOpen] = useState(limits.perRun !== null || limits.perMonth !== null);
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setIsOpen(true)}>Set a limit</Button>
      </div>
    );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (next && !isSaved) void change.run(() => spendingApi.setLimits(next), onChange);
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <AmountField label="Limit for one run" value={perRun} onChange={setPerRun} />
        <AmountField label="Limit for a month" value={perMonth} onChange={setPerMonth} />
      </div>
      <div className="flex items-start gap-2">
        <Switch id={switchId} checked={allows} onCheckedChange={setAllows} aria-describedby={`${switchId}-help`} />
        <div className="pt-1.5">
          <label htmlFor={switchId} className="text-[13px] font-medium">
            Let calls through whose price nobody knows
          </label>
          <p id={`${switchId}-help`} className="text-[12px] leading-4 text-ink-faint">
            Off: while there is a limit, such a call is stopped, because no limit could hold for it. On: it is made and
            not counted.
          </p>
        </div>
      </div>
      <p className="text-[12px] leading-4 text-ink-faint">
        A call is stopped before it could break a limit: the most it can cost is set aside first, and its answer may be
        kept shorter for it. The run keeps what is finished and goes on when you raise the limit. A month is a calendar
        month, UTC; models on your own machine cost nothing.
      </p>
      {change.error !== undefined && (
        <p role="alert" className="text-[12px] leading-4 text-failed">
          {change.error}
        </p>
      )}
      <div>
        <Button type="submit" disabled={next === undefined || isSaved || change.busy}>
          Save limits
        </Button>
      </div>
    </form>
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function AmountField({ label, value, onChange }: AmountFieldProps) {
  const isWrong = readLimit(value) === undefined;
  return (
    <Field
      label={label}
      description={isWrong ? undefined : 'US dollars; empty for none'}
      faults={
        isWrong && (
          <p role="alert" className="text-[12px] leading-4 text-failed">
            Write an amount such as 2.50, or leave it empty.
          </p>
        )
      }
    >
      {(control) => (
        <TextInput
          {...control}
          inputMode="decimal"
          autoComplete="off"
          placeholder="no limit"
          className="tabular-nums"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function FamilyAccount({ spending: { families, heldUsd } }: { readonly spending: Spending }) {
  const titles = useFamilies();
  if (families.length === 0) return null;
  return (
    <div>
      <table className="w-full border-collapse text-[13px] leading-5">
        <caption className="pb-1 text-left text-[13px] font-medium">This month, by family</caption>
        <tbody>
          {families.map(({ family, calls, ...total }) => (
            <tr key={family} className="border-t border-line">
              <th scope="row" className="py-1 pr-2 text-left font-normal">
                <span className="flex items-center gap-1.5">
                  <FamilyMark family={family} />
                  {titles.find(({ id }) => id === family)?.title ?? family}
                </span>
              </th>
              <td className="py-1 pr-3 text-right text-ink-soft tabular-nums">{countWords(calls, 'call')}</td>
              <td className="py-1 pr-3 text-right text-ink-soft tabular-nums max-sm:hidden">{formatTokens(total)}</td>
              <td className="py-1 text-right tabular-nums">{costWords(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {heldUsd > 0 && (
        <p className="pt-1 text-[12px] leading-4 text-ink-faint">
          {formatUsd(heldUsd)} more is set aside for calls under way, or for calls that were cut off before they told
          what they used.
        </p>
      )}
    </div>
  );
}

function toText(limit: number | null): string {
  return limit === null ? '' : String(limit);
}
