// describeVerdict: a Verdict in plain words. It says what was counted and never more than that.
import type { Verdict } from '@parley/spec';
import { count, listWords, quotePassage } from './wording.ts';

const shownPassages = 3;

/** The text of a Verdict, as Markdown paragraphs. */
export function describeVerdict(verdict: Omit<Verdict, 'text'>): string {
  return [
    ...describeStances(verdict),
    ...describeSilence(verdict),
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
