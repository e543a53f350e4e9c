// drawMermaid: a picture of a mesh for a README. A title is drawn as it is written and never read as part of the drawing.
import { bodySources, type Plan, type Step } from '@parley/spec';

/** A Mermaid flowchart of the steps and what is wired into them. */
export function drawMermaid({ steps }: Pick<Plan, 'steps'>): string {
  const all = steps.flatMap((step) => [step, ...(step.body?.steps ?? [])]);
  const names = new Map(all.map(({ id }, index) => [id, `n${index + 1}`]));
  const given: ReadonlySet<string> = new Set(Object.values(bodySources));
  const lines: string[] = [];
  const draw = (step: Step, pad: string): void => {
    const name = names.get(step.id) ?? '';
    if (step.body) {
      lines.push(`${pad}subgraph ${name}["${escapeTitle(step.title)}"]`);
      for (const inner of step.body.steps) draw(inner, `${pad}  `);
      lines.push(`${pad}end`);
    } else lines.push(`${pad}${name}${shapeOf(step)}`);
  };
  for (const step of steps) draw(step, '  ');
  for (const { id, inputs } of all) {
    for (const { steps: sources, sides } of Object.values(inputs)) {
      for (const [index, source] of sources.entries()) {
        if (given.has(source)) continue;
        const side = sides?.[index];
        lines.push(`  ${names.get(source) ?? ''} -->${side ? `|${escapeTitle(side)}|` : ''} ${names.get(id) ?? ''}`);
      }
    }
  }
  return ['flowchart LR', ...lines].join('\n');
}

function shapeOf({ op, title }: Step): string {
  const text = `"${escapeTitle(title)}"`;
  if (op === 'branch') return `{${text}}`;
  return op === 'brief' || op === 'output' ? `([${text}])` : `[${text}]`;
}

/** Every character but letters, digits and plain spaces as Mermaid's entity. */
function escapeTitle(title: string): string {
  return title
    .replace(/\s+/gu, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N} ,.]/gu, (mark) => `#${mark.codePointAt(0)};`);
}
