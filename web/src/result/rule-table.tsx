// RuleTable: what each decision rule makes of the same stances, the deciding one marked.
import type { PersonWord, RuleResult, Verdict } from '@parley/spec';
import { joinWords } from './support.ts';
import { ruleTitles } from './verdict-words.ts';

interface RuleTableProps {
  readonly rules: readonly RuleResult[];
  readonly decidedBy: Verdict['decidedBy'];
  readonly person: Verdict['person'];
}

export function RuleTable({ rules, decidedBy, person }: RuleTableProps) {
  return (
    <table className="w-full text-left text-[13px]">
      <caption className="mb-1 text-left font-semibold">The same answers under each rule</caption>
      <tbody>
        {rules.map((result) => (
          <tr key={result.rule} className="border-t border-line align-baseline">
            <th scope="row" className="py-1.5 pr-3 font-normal">
              {ruleTitles[result.rule]}
              {result.rule === decidedBy && <span className="text-[12px] text-ink-soft"> (decides here)</span>}
            </th>
            <td className="py-1.5 break-words">
              {result.rule === 'person' && person ? personWords(person, result) : outcomeWords(result)}
            </td>
            <td className="py-1.5 pl-3 text-right text-[12px] whitespace-nowrap text-ink-soft tabular-nums">
              {shareWords(result)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A person has no share of anything. */
function shareWords({ rule, leaders, share }: RuleResult): string {
  if (leaders.length === 0 || rule === 'person') return '';
  return `${Math.round(100 * share)} %${rule === 'ranked' ? ' of points' : ''}`;
}

function personWords({ outcome, decision }: PersonWord, result: RuleResult): string {
  switch (outcome) {
    case 'settled':
      return `${outcomeWords(result)} (the voices settled it)`;
    case 'decided':
      return `${decision ?? ''} (a person decided)`;
    case 'left-open':
      return 'Left open by a person';
    case 'nobody':
      return 'Undecided: nobody could be asked';
  }
}

function outcomeWords({ outcome, winner, leaders }: RuleResult): string {
  const front = joinWords(leaders.map((leader) => `“${leader}”`));
  switch (outcome) {
    case 'won':
      return winner ?? '';
    case 'tie':
      return `Undecided: ${front} are level`;
    case 'short':
      return `Undecided: ${front} has not enough`;
    case 'no-votes':
      return 'Nothing to decide';
  }
}
