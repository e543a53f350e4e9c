// What of a report is shown where, so that nothing is said twice: a quotation, a missing voice, a piece of evidence. Pure.
import type { Answer, Passage, Report, ReportPart, Verdict } from '@parley/spec';

export interface PartGroup {
  readonly heading: string;
  readonly parts: readonly ReportPart[];
}

/** Parts under their headings, in order. Parts that only name a missing voice are left out: missing voices have a list of their own. */
export function groupParts({ parts, missing }: Pick<Report, 'parts' | 'missing'>): PartGroup[] {
  const absent = new Set(missing.map(({ nodeId }) => nodeId));
  const groups: { heading: string; parts: ReportPart[] }[] = [];
  for (const part of parts) {
    if (part.voices.length > 0 && part.voices.every((id) => absent.has(id))) continue;
    const last = groups.at(-1);
    if (last?.heading === part.heading) last.parts.push(part);
    else groups.push({ heading: part.heading, parts: [part] });
  }
  return groups;
}

/** The words of a part beside its passage and its voices: empty when they only repeat the passage, without `[n]` citations. */
export function partWords(part: ReportPart, report: Pick<Report, 'voices' | 'writer'>): string {
  if (part.passage && plainWords(part.text).includes(plainWords(part.passage.text))) return '';
  if (!report.writer) return part.text;
  return part.text.replace(/\s*\[(\d{1,3})\]/gu, (citation, number: string) =>
    Number(number) >= 1 && Number(number) <= report.voices.length ? '' : citation,
  );
}

/** The report's verdict without the evidence, the dissent and the missing voices that the report itself shows. */
export function restOfVerdict({ parts, missing }: Report, verdict: Verdict): Verdict {
  const shown = new Set(parts.flatMap(({ passage }) => (passage ? passageKey(passage) : [])));
  const absent = new Set(missing.map(({ nodeId }) => nodeId));
  return {
    ...verdict,
    evidence: verdict.evidence.filter(({ passage }) => !shown.has(passageKey(passage))),
    missing: verdict.missing.filter(({ nodeId }) => !absent.has(nodeId)),
    ...(parts.some(({ minority }) => minority === true) && { dissent: [] }),
  };
}

/** The passages of an answer that stand under none of its claims. */
export function passagesBeside({ passages, claims = [] }: Pick<Answer, 'passages' | 'claims'>): Passage[] {
  const underClaims = new Set(claims.flatMap(({ passage }) => (passage ? passageKey(passage) : [])));
  return passages.filter((passage) => !underClaims.has(passageKey(passage)));
}

/** Tells passages apart within one run. */
export function passageKey({ documentId, start, end }: Passage): string {
  return `${documentId}:${start}:${end}`;
}

function plainWords(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
