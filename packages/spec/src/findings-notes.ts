// findingsNotes: what findings mean and what they do not, in sentences. The same wherever they are shown.
import type { Findings } from './findings.ts';

/** What must be known of findings before their numbers: the same sentences wherever they are shown. */
export function findingsNotes(
  found: Pick<Findings, 'findings' | 'controls' | 'overall' | 'judge' | 'chosen'>,
): string[] {
  const { findings, controls, overall, judge } = found;
  const notes = [
    "A score is not truth. Novelty is difference of words from what the panel said; synergy is that both domains are used and neither says it alone; plausibility is one outside model's guess. None makes up for another, so they are never added up.",
  ];
  if (controls.length === 0) {
    notes.push('There were no controls, so nothing here can be called more than noise.');
  } else {
    const count = (reading: 'above' | 'below') => findings.filter(({ control }) => control?.reading === reading).length;
    const [above, below] = [count('above'), count('below')];
    const held = `${above} of ${findings.length} ${findings.length === 1 ? 'finding stands' : 'findings stand'} above${below > 0 ? ` and ${below} below` : ''}`;
    const rest = above + below < findings.length ? '; the others cannot be told from noise' : '';
    notes.push(
      `Controls are what the same explorer says to the same prompt with a second domain drawn by chance, or with one domain only. Against ${controls.length} of them, by newness of what holds up, ${held}${rest}.${controls.length < 9 ? ' Fewer than nine controls are too few to tell anything from noise.' : ''}`,
    );
    if (overall) {
      notes.push(
        `All findings together: ${signed(overall.lift)} over the controls (95 % interval ${signed(overall.low)} to ${signed(overall.high)})${overall.reading === 'noise' ? ': crossing did no better here than not crossing, as far as this can tell' : overall.reading === 'below' ? ': crossing did worse than not crossing' : ''}.`,
      );
    }
  }
  if (!judge)
    notes.push(
      'No outside model judged plausibility, and what follows from one domain alone was seen by word signs only.',
    );
  else {
    if (judge.isExplorer) notes.push("The judge is of the explorer's own family and tends to find its ideas good.");
    else if (judge.onPanel) notes.push('The judge is of the same family as a voice of the panel.');
    if (judge.fault !== undefined) notes.push(`The judge could not be asked: ${judge.fault}`);
    else if (judge.judged < judge.asked)
      notes.push(`The judge gave nothing usable for ${judge.asked - judge.judged} of ${judge.asked} cells.`);
  }
  return notes;
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(2)}`;
}
