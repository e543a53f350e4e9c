// Diagnostics as lines: what, where, and how it is repaired. It knows no rule.
import type { Diagnostic, Graph } from '@parley/spec';
import { cleanLine } from '../terminal/clean-text.ts';
import { styled, type Writer } from '../terminal/terminal.ts';

/** Writes every diagnostic with its place and its repair, errors first; with more than 50 the rest as a number. */
export function writeDiagnostics(writer: Writer, diagnostics: readonly Diagnostic[], mesh?: Graph): void {
  const sorted = diagnostics.toSorted((one, other) => rank(one) - rank(other));
  for (const diagnostic of sorted.slice(0, 50)) {
    const mark = diagnostic.severity === 'error' ? styled('red', 'error  ') : styled('yellow', 'warning');
    writer.line(mark, '  ', cleanLine(diagnostic.message, 400));
    const place = placeOf(diagnostic, mesh);
    writer.line(styled('dim', `         ${[place, diagnostic.code].filter(Boolean).join(' · ')}`));
    if (diagnostic.fix) writer.line(styled('dim', `         repair with --fix: ${cleanLine(diagnostic.fix.label)}`));
  }
  if (sorted.length > 50) writer.line(`and ${sorted.length - 50} more`);
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}

/** `node "Claude" (claude) · field family`; empty for the mesh as a whole. */
function placeOf({ at }: Diagnostic, mesh: Graph | undefined): string {
  const node = mesh?.nodes.find(({ id }) => id === at.nodeId);
  const title = node?.config['title'];
  const parts: string[] = [];
  if (at.nodeId !== undefined) {
    const name = typeof title === 'string' && title !== '' ? `"${cleanLine(title, 60)}" (${at.nodeId})` : at.nodeId;
    parts.push(`node ${name}`);
  }
  if (at.edgeId !== undefined) parts.push(`wire ${at.edgeId}`);
  if (at.path && at.path.length > 0) parts.push(`field ${at.path.join('.')}`);
  return cleanLine(parts.join(' · '));
}
