// A run's output as a markdown document that still names what supports it when it leaves the product. Pure.
import type { Passage, Report, StatedClaim, Value, Verdict, Voice } from '@parley/spec';
import { confidenceWords } from '../diversity/diversity-words.ts';
import { agreementNote, decisionWords, lineageWords, verdictWords } from './verdict-words.ts';
import { bucketWords, coverageWords, swayWords } from './panel-words.ts';
import { groupParts, partWords, passagesBeside, restOfVerdict } from './report-parts.ts';
import { countWords, findSupport, supportWords } from './support.ts';

/** The whole value as markdown, ending in a newline. */
export function valueMarkdown(value: Value): string {
  const blocks = valueBlocks(value).filter((block) => block !== '');
  return `${blocks.join('\n\n')}\n`;
}

function valueBlocks(value: Value): string[] {
  switch (value.kind) {
    case 'brief':
      return [`# ${value.question}`, ...value.documents.map((document) => `- ${document.title}`)];
    case 'answer':
      return [
        `# ${value.question}`,
        value.text,
        ...(value.stance ? [`Stance: ${value.stance}`] : []),
        ...(value.ranking ? [`Ranking: ${value.ranking.join(' > ')}`] : []),
        ...(value.claims ?? []).map(claimBlock),
        ...passagesBeside(value).map(passageQuote),
        `${voiceWords(value.voice)}.`,
      ];
    case 'verdict':
      return [`# ${value.question}`, ...verdictBlocks(value)];
    case 'report':
      return reportBlocks(value);
    case 'findings':
      return [`# ${value.question}`, value.text, missingLines(value)];
    case 'branch':
      return [`# ${value.question}`, value.text, value.checks.map(({ text }) => `- ${text}`).join('\n')];
  }
}

/** A claim with the words it rests on; those that stand in no document are marked. */
function claimBlock({ text, quote, source, passage }: StatedClaim): string {
  if (passage) return `- ${text}\n\n${indent(passageQuote(passage))}`;
  if (quote === undefined) return `- ${text}`;
  const named = source === undefined ? '' : `, said to be from ${source}`;
  return `- ${text}\n\n${indent(`${quote.replace(/^/gm, '> ')}\n>\n> not found in the documents${named}`)}`;
}

function indent(block: string): string {
  return block.replace(/^/gm, '  ');
}

function reportBlocks(report: Report): string[] {
  const blocks = [`# ${report.question}`];
  for (const { heading, parts } of groupParts(report)) {
    if (heading !== '') blocks.push(`## ${heading}`);
    for (const part of parts) {
      blocks.push(partWords(part, report));
      if (part.passage) blocks.push(passageQuote(part.passage));
      blocks.push(`*${supportWords(findSupport(part.voices, report.voices))}.*`);
    }
  }
  if (report.parts.length === 0) blocks.push(report.text);
  if (report.verdict) blocks.push('## What the voices said', ...verdictBlocks(restOfVerdict(report, report.verdict)));
  blocks.push('## Voices', report.voices.map((voice) => `- ${voiceWords(voice)}`).join('\n'));
  if (report.writer && report.sway) blocks.push(swayWords(report.sway, report.writer.family));
  const base = report.voices.find(({ nodeId }) => nodeId === report.base?.voice);
  if (base) blocks.push(`Starts from ${base.title}: ${report.base?.reason ?? ''}`);
  return [...blocks, missingLines(report)];
}

function verdictBlocks(verdict: Verdict): string[] {
  const title = (id: string): string => verdict.voices.find((voice) => voice.nodeId === id)?.title ?? id;
  const tally = verdict.tally.map(
    ({ stance, voices }) => `- ${stance}: ${countWords(voices.length, 'voice')} (${voices.map(title).join(', ')})`,
  );
  return [
    verdictWords(verdict).sentence,
    decisionWords(verdict)?.sentence ?? '',
    verdict.person?.note === undefined ? '' : `The person who was asked says: “${verdict.person.note}”`,
    verdict.pattern?.sentence ?? '',
    confidenceWords(verdict) ?? '',
    tally.join('\n'),
    (verdict.ranked?.rankings ?? [])
      .map(({ voice, options }) => `- ${title(voice)} ranks: ${options.join(' > ')}`)
      .join('\n'),
    ...dissentBlocks(verdict, title),
    ...claimBlocks(verdict, title),
    verdict.silent.length > 0 ? `Took no stance: ${verdict.silent.map(title).join(', ')}.` : '',
    missingLines(verdict),
    verdict.voices.length > 0 ? `${lineageWords(verdict)} ${agreementNote}` : '',
  ];
}

/** Who stands against what, in their own words. */
function dissentBlocks({ dissent = [] }: Verdict, title: (id: string) => string): string[] {
  const lines = dissent.map(({ voices, position, against, argument }) => {
    const what = `${voices.map(title).join(', ')}: “${position}”${against === undefined ? '' : `, against “${against}”`}`;
    return argument && argument.text !== position
      ? `- ${what}. ${title(argument.voice)}: “${argument.text}”`
      : `- ${what}`;
  });
  return lines.length > 0 ? ['### Who stands against it', lines.join('\n')] : [];
}

/** Claims by bucket, each with who says it and who disputes it. */
function claimBlocks({ claims: table }: Verdict, title: (id: string) => string): string[] {
  const lines = (table?.claims ?? []).map(({ text, bucket, contested, speaking, relations }) => {
    const by = (stance: string) => relations.filter((each) => each.stance === stance);
    const said = by('supports').map(({ voice }) => title(voice));
    const against = by('disputes').map(({ voice, cue }) => `${title(voice)}: ${cue}`);
    const bucketTitle =
      contested && bucket !== 'disputed' ? `${bucketWords[bucket].title}, disputed` : bucketWords[bucket].title;
    const disputed = against.length > 0 ? `; disputed by ${against.join('; ')}` : '';
    return `- ${text} *(${bucketTitle}; ${coverageWords(speaking, table?.lines ?? 0)}; said by ${said.join(', ')}${disputed})*`;
  });
  return lines.length > 0 ? ['### Claims', lines.join('\n')] : [];
}

function missingLines({ missing }: Pick<Verdict, 'missing'>): string {
  return missing.map((voice) => `- Missing: ${voice.title}. ${voice.reason}`).join('\n');
}

function passageQuote(passage: Passage): string {
  const source = `${passage.documentTitle}${passage.page ? `, page ${passage.page}` : ''}`;
  return `${passage.text.replace(/^/gm, '> ')}\n>\n> ${source}`;
}

function voiceWords(voice: Voice): string {
  return voice.kind === 'reader'
    ? `${voice.title} (local reader: quotes, never writes)`
    : `${voice.title} (${voice.model}, ${voice.domain || 'no domain'})`;
}
