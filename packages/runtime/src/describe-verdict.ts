// describeVerdict: a Verdict in plain words. It says what was counted and never more than that.
import type { DecisionRule, PersonWord, Verdict } from '@parley/spec';
import { describeClaims, describeDissent } from './describe-claims.ts';
import { describeDebate } from './describe-debate.ts';
import { count, listWords, quotePassage } from './wording.ts';

const shownPassages = 3;

/** The text of a Verdict, as Markdown paragraphs. */
export function describeVerdict(verdict: Omit<Verdict, 'text'>): string {
  return [
    ...describeStances(verdict),
    ...describeDebate(verdict),
    ...describeRankings(verdict),
    ...describeDecision(verdict),
    ...(verdict.pattern ? [verdict.pattern.sentence] : []),
    ...describeDissent(verdict),
    ...describeIndependence(verdict),
    ...describeRecord(verdict),
    ...describeSilence(verdict),
    ...describeClaims(verdict),
    ...describeEvidence(verdict),
    ...describeMissing(verdict),
  ].join('\n\n');
}

function describeStances(verdict: Omit<Verdict, 'text'>): string[] {
  const { tally, outcome } = verdict;
  const [lead, ...others] = tally;
  if (!lead) return [];
  const titles = titlesOf(verdict);
  const takers = tally.reduce((sum, { voices }) => sum + voices.length, 0);
  if (takers === 1) {
    return [`One voice took a stance: ${titles(lead.voices)} chose "${lead.stance}". One voice is not a consensus.`];
  }
  const rest = others.map(({ stance, voices }) => `${titles(voices)} chose "${stance}"`);
  const leadVoices = `${lead.voices.length} of ${takers} voices that took a stance chose "${lead.stance}"`;
  const sentence =
    outcome === 'agree'
      ? `${leadVoices}.`
      : outcome === 'tie'
        ? `The ${takers} voices that took a stance are split with no lead: ${listWords(tally.map(({ stance, voices }) => `${titles(voices)} chose "${stance}"`))}.`
        : `${leadVoices} (${titles(lead.voices)})${outcome === 'plurality' ? ', which is a lead and not a majority' : ''}. ${listWords(rest)}.`;
  return outcome === 'tie' ? [sentence] : [`${sentence} ${weighFamilies(verdict, lead)}`];
}

/** What the deciding rule makes of the vote, where that is not what most votes say. */
function describeDecision({ rules, decidedBy, person, ranked }: Omit<Verdict, 'text'>): string[] {
  if (person) return [describePerson(person)];
  const decision = rules?.find(({ rule }) => rule === decidedBy);
  if (!decision || decision.rule === 'majority' || decision.outcome === 'no-votes') return [];
  const front = listWords(decision.leaders.map((leader) => `"${leader}"`));
  const rule = ruleWords[decision.rule];
  const beaten =
    decision.rule === 'ranked' && ranked?.beatsAll !== undefined && !decision.leaders.includes(ranked.beatsAll)
      ? ` One to one, more than half prefer "${ranked.beatsAll}" to each other option.`
      : '';
  if (decision.outcome === 'won') return [`The rule here is ${rule}, and it decides for ${front}.${beaten}`];
  if (decision.outcome === 'tie')
    return [`The rule here is ${rule}, and it decides nothing: ${front} are level.${beaten}`];
  return [`The rule here is ${rule}, and it decides nothing: ${front} is in front and has not enough.`];
}

const ruleWords: Record<DecisionRule, string> = {
  majority: 'most votes',
  weighted: 'votes weighed by how separate the voices are',
  ranked: 'the most points over all rankings',
  unanimity: 'that all must agree',
  quorum: 'a quorum of all voices asked',
  person: 'that a person decides',
};

function describePerson({ outcome, after, decision, note }: PersonWord): string {
  const said = note === undefined ? '' : ` In their words: “${note}”`;
  switch (outcome) {
    case 'settled':
      return `The voices settled it by ${ruleWords[after]}, so no person was asked.`;
    case 'decided':
      return `A person decided: "${decision ?? ''}". That is their decision and not the agreement of the voices.${said}`;
    case 'left-open':
      return `A person was asked and left it open.${said}`;
    case 'nobody':
      return 'The voices did not settle it, and there was nobody to ask, so it stays undecided. Run it where a person can answer, or choose a rule that decides without one.';
  }
}

/** Who ranked what, and who named one option only. */
function describeRankings({ ranked, voices }: Omit<Verdict, 'text'>): string[] {
  if (!ranked || ranked.rankings.length === 0) return [];
  const name = titlesOf({ voices });
  const whole = ranked.rankings.filter(({ options }) => options.length > 1);
  const single = ranked.rankings.filter(({ options }) => options.length === 1).map(({ voice }) => voice);
  const points = ranked.scores.map(({ option, score }) => `"${option}" ${score.toFixed(2)}`);
  return [
    [
      whole.length === 0
        ? 'No voice ranked the options.'
        : `${whole.map(({ voice, options }) => `${name([voice])} ranked ${options.map((option) => `"${option}"`).join(', then ')}`).join('; ')}.`,
      single.length > 0 &&
        `${name(single)} named one option only, which counts as a ranking of one: the others share the places below it.`,
      `Points from 0 (last with everybody) to 1 (first with everybody): ${listWords(points)}.`,
    ]
      .filter((part) => part !== false)
      .join(' '),
  ];
}

/** From how many graded decisions on a share says anything. */
const enoughGrades = 10;

function describeRecord({ record, confidence, outcome }: Omit<Verdict, 'text'>): string[] {
  if (confidence) {
    const { share, low, high, alike, graded } = confidence;
    return [
      `Where these voices stood about as firmly before, they were right about ${percentOf(share)} % of the time (${percentOf(low)} to ${percentOf(high)} %), on ${count(alike, 'graded question')} of yours out of ${graded} that all of them answered.`,
    ];
  }
  if (!record) return [];
  const { graded, low, high } = record;
  if (graded < enoughGrades) {
    const known = graded === 0 ? 'none' : `only ${count(graded, 'decision')}`;
    return [`How often such a vote is right is not known here: of those like it, ${known} has been graded.`];
  }
  return [
    `On ${count(graded, 'graded decision')} of yours with such a vote (${outcomeWords[outcome]}), the decision was right ${percentOf(low)} to ${percentOf(high)} % of the time.`,
  ];
}

function percentOf(share: number): number {
  return Math.round(100 * share);
}

const outcomeWords: Record<Verdict['outcome'], string> = {
  agree: 'all agreed',
  majority: 'a majority',
  plurality: 'a lead without a majority',
  tie: 'a tie',
  'no-stance': 'no comparison',
};

function describeIndependence({ independence }: Omit<Verdict, 'text'>): string[] {
  if (!independence) return [];
  const { voices, effective, basis, graded } = independence;
  const source =
    basis === 'assumed' ? 'assumed from their families' : `measured on ${count(graded, 'graded question')} of yours`;
  return [
    `${count(voices.length, 'model')} spoke, counting as about ${effective.toFixed(1)} separate voices (${source}).`,
  ];
}

/** What agreement is worth: copies of one lineage tend to err together. */
function weighFamilies({ voices, outcome }: Omit<Verdict, 'text'>, lead: Verdict['tally'][number]): string {
  const supporters = new Set(lead.voices);
  const lineages = new Set(voices.filter(({ nodeId }) => supporters.has(nodeId)).map(({ lineage }) => lineage));
  const who = outcome === 'agree' ? 'They' : `Those who chose "${lead.stance}"`;
  return lineages.size === 1
    ? `${who} come from one family: copies tend to make the same mistakes, so this counts as little more than one voice, and is not proof.`
    : `${who} come from ${lineages.size} families; agreement between families is worth more than between copies, and is not proof.`;
}

function describeSilence(verdict: Omit<Verdict, 'text'>): string[] {
  const { voices, silent } = verdict;
  const titles = titlesOf(verdict);
  const of = (kind: 'reader' | 'model') =>
    voices.filter((voice) => voice.kind === kind && silent.includes(voice.nodeId)).map(({ nodeId }) => nodeId);
  const [readers, models] = [of('reader'), of('model')];
  const said: string[] = [];
  if (readers.length > 0) {
    said.push(
      readers.length === 1
        ? `${titles(readers)} is a local reader: it quotes and takes no stance.`
        : `${titles(readers)} are local readers: they quote and take no stance.`,
    );
  }
  if (models.length > 0) said.push(`${titles(models)} took no stance.`);
  return said;
}

function describeMissing({ voices, missing }: Omit<Verdict, 'text'>): string[] {
  if (missing.length === 0) return [];
  return [
    `${count(voices.length + missing.length, 'voice was', 'voices were')} placed, ${voices.length} spoke.`,
    ...missing.map(({ title, reason }) => `"${title}" did not speak: ${reason}`),
  ];
}

function describeEvidence(verdict: Omit<Verdict, 'text'>): string[] {
  const quoting = new Set(verdict.evidence.flatMap(({ voices }) => voices));
  const shared = verdict.evidence.filter(({ voices }) => voices.length >= 2);
  if (quoting.size === 0) return verdict.voices.length > 0 ? ['No voice quoted a document.'] : [];
  if (quoting.size === 1) return [`Only ${titlesOf(verdict)([...quoting])} quoted a document.`];
  if (shared.length === 0) {
    return [
      `${count(quoting.size, 'voice')} quoted the documents, and no two of them quoted the same passage. That is no disagreement: they looked in different places.`,
    ];
  }
  const titles = titlesOf(verdict);
  const parts = shared.slice(0, shownPassages).map(({ passage, voices }) => {
    const everyone =
      voices.length > 2 && voices.length === verdict.voices.length ? `All ${voices.length} voices` : titles(voices);
    return `${everyone} quoted the same passage:\n\n${quotePassage(passage)}`;
  });
  const more = shared.length - parts.length;
  return [
    ...parts,
    ...(more > 0 ? [`${count(more, 'more passage was', 'more passages were')} quoted by several voices.`] : []),
    'Quoting the same passage shows where the voices looked. It does not show that they draw the same conclusion.',
  ];
}

function titlesOf({ voices }: Pick<Verdict, 'voices'>): (nodeIds: readonly string[]) => string {
  const titles = new Map(voices.map(({ nodeId, title }) => [nodeId, title]));
  return (nodeIds) => listWords(nodeIds.map((id) => `"${titles.get(id) ?? id}"`));
}
