// The prompts of an explorer and of the judge of what it found. Fields, claims and ideas are quoted data; the judge learns neither the
// fields' names, nor who spoke, nor which ideas are controls.
import { joinParts, type Prompt, quotedDataRule, renderQuoted } from '../prompt.ts';

/** A field with its claims, in the order in which they are numbered. */
export interface ShownField {
  readonly name: string;
  readonly claims: readonly string[];
}

interface ExploreTask {
  readonly question: string;
  readonly instructions: string;
  /** Ideas at most. */
  readonly ideas: number;
  /** Two for a cell; one for a control. The words of the prompt are the same for both. */
  readonly fields: readonly ShownField[];
}

const letters = ['A', 'B'];

/** How a claim is called in a prompt: `A1` is the first claim of the first field. */
export function claimMark(field: number, claim: number): string {
  return `${letters[field] ?? ''}${claim + 1}`;
}

export function writeExplorePrompt({ question, instructions, ideas, fields }: ExploreTask): Prompt {
  const system = [
    'You look for ideas in what voices of different fields say to one question. You are shown their claims with a number each, field by field.',
    `Find up to ${ideas} ${ideas === 1 ? 'idea' : 'ideas'} that no claim states: a mechanism, a consequence, a risk, a test or a better question that comes into view when the claims are read together. An idea builds on claims of every field that is shown, and follows from no single claim. It says one thing, in one to three sentences that can be understood by themselves, and it could turn out to be wrong.`,
    'Do not restate, sum up or average the claims. When you find nothing, give an empty list: nothing is better than something forced.',
    quotedDataRule,
    instructions.trim() !== '' && `Instructions of the person who asks:\n${instructions.trim()}`,
    'Reply with one JSON object and nothing around it. Its field `ideas` is a list; each entry has `idea`, which is its text in the language of the question, `because`, one or two sentences on how the claims lead to it, and `claims`, the numbers of the claims it builds on, such as "A1".',
  ];
  const quoted = fields.map(({ name, claims }, field) => ({
    kind: 'field',
    title: name,
    text: numberClaims(claims, field),
  }));
  return { system: joinParts(system), user: joinParts([renderQuoted(quoted), `Question:\n${question}`]) };
}

interface JudgeIdeasTask {
  readonly question: string;
  readonly fields: readonly [ShownField, ShownField];
  /** Findings and controls, in an order that tells nothing; numbered from 1. */
  readonly ideas: readonly string[];
}

export function writeJudgeIdeasPrompt({ question, fields, ideas }: JudgeIdeasTask): Prompt {
  const system = [
    'You judge ideas that somebody had about one question. You are shown the claims of two fields, A and B, and then the ideas with a number each. Judge every idea by itself, not against the others.',
    [
      '- plausible: a whole number from 0 to 10, how likely it is that the idea holds up before somebody who knows the matter. 0 is nonsense or against what is known, 5 can go either way, 10 is nearly certain. Newness does not make it plausible, and dullness does not make it implausible.',
      '- followsA: true when whoever accepts the claims of field A alone must accept the idea already.',
      '- followsB: the same for field B.',
    ].join('\n'),
    quotedDataRule,
    'Reply with one JSON object and nothing around it. Its field `verdicts` has one entry for each idea: `number`, `plausible`, `followsA`, `followsB`, and `because`, one short sentence in the language of the idea.',
  ];
  const quoted = [
    ...fields.map(({ claims }, field) => ({
      kind: 'field',
      title: letters[field] ?? '',
      text: numberClaims(claims, field),
    })),
    ...ideas.map((text, index) => ({ kind: 'idea', title: String(index + 1), text })),
  ];
  return { system: joinParts(system), user: joinParts([renderQuoted(quoted), `Question:\n${question}`]) };
}

function numberClaims(claims: readonly string[], field: number): string {
  return claims.map((claim, index) => `${claimMark(field, index)}: ${claim.replace(/\s+/gu, ' ')}`).join('\n');
}
