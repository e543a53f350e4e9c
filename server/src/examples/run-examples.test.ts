// Goldens: an example with scripted replies gives, step by step, the events stored beside it; `replies.x.json` gives
// `events.x.json`.
// UPDATE_GOLDENS=1 writes the events anew; read the difference before you keep it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileGraph } from '@parley/compiler';
import { createTransientHost, runPlan } from '@parley/engine';
import { createModelGateway, createTokenMeter, families } from '@parley/models';
import { createScriptedProvider, say } from '@parley/models/scripted';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops } from '@parley/runtime';
import { AppError, type Document, type DocumentRef, type RunEventBody } from '@parley/spec';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadExample } from './load-example.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');
/** The reply of a family to the first request that holds `match`, or all of several. */
const repliesSchema = z.array(
  z.strictObject({ family: z.string(), match: z.union([z.string(), z.array(z.string())]), text: z.string() }),
);

const scripted = readdirSync(examples).flatMap((name) =>
  readdirSync(path.join(examples, name)).flatMap((file) =>
    /^replies\..*json$/.test(file) ? [[name, file] as const] : [],
  ),
);

test.each(scripted)('%s with %s runs to its events', async (name, file) => {
  const folder = path.join(examples, name);
  const replies = repliesSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  const { graph, documents } = await loadExample(folder);
  const provider = createScriptedProvider((request) => {
    const asked = JSON.stringify([request.system, request.messages]);
    const reply = replies.find(
      ({ family, match }) => family === request.family && [match].flat().every((part) => asked.includes(part)),
    );
    if (!reply) throw new AppError('internal/bug', `There is no reply for ${request.family}: ${asked}`);
    return say(reply.text);
  });
  const gateway = createModelGateway({
    families: families.map((family) => ({ ...family, routes: [{ provider: provider.id, sameIds: true }] })),
    providers: [provider],
    readSecret: async () => undefined,
    readBaseUrl: async () => undefined,
    // Nobody knows what a script costs; who spoke is told all the same.
    priceOf: () => undefined,
  });
  const compiled = compileGraph(graph, { nodeTypes, families: await gateway.families() });
  if ('diagnostics' in compiled) throw new Error(JSON.stringify(compiled.diagnostics));

  const events: RunEventBody[] = [];
  const read = async (ref: DocumentRef): Promise<Document> => {
    if (ref.text !== undefined) return { ...ref, text: ref.text, pageStarts: [] };
    const stored = documents.find(({ id }) => id === ref.id);
    if (!stored) throw new AppError('user/not-found', `There is no document ${ref.id}`);
    return stored;
  };
  await runPlan(
    compiled.plan,
    createTransientHost({
      ops,
      resources: { models: gateway, documents: { read }, tools: emptyToolbox, meter: createTokenMeter() },
      emit: (event) => events.push(event),
    }),
  );

  const found = groupBySteps(events);
  const golden = path.join(folder, file.replace('replies', 'events'));
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
});

/** Which of two parallel steps speaks first is chance, so each step's events stand for themselves; deltas are joined. */
function groupBySteps(events: readonly RunEventBody[]): Record<string, unknown[]> {
  const steps: Record<string, unknown[]> = { run: [] };
  for (const event of events) {
    if (!('stepId' in event)) {
      steps['run']?.push(event);
      continue;
    }
    const list = (steps[placeOf(event, steps)] ??= []);
    const last: unknown = list.at(-1);
    if (event.type === 'text-delta' && isDelta(last)) last.text += event.text;
    else list.push({ ...event });
  }
  for (const [place, list] of Object.entries(steps)) {
    if (place.endsWith(' spends')) list.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  return steps;
}

/** Cells are explored side by side, so each stands for itself too, and what they spend is in no order. */
function placeOf(event: Extract<RunEventBody, { stepId: string }>, steps: Record<string, unknown[]>): string {
  const { stepId } = event;
  if (event.type === 'cell-change') return `${stepId}: ${event.cell.first} × ${event.cell.second}`;
  const hasCells = Object.keys(steps).some((place) => place.startsWith(`${stepId}: `));
  return hasCells && event.type === 'spend' ? `${stepId} spends` : stepId;
}

function isDelta(value: unknown): value is Extract<RunEventBody, { type: 'text-delta' }> {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'text-delta';
}
