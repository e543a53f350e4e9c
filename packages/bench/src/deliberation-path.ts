// How far the whole path of a deliberation takes recorded transcripts: a Graph with a consensus is compiled and run, and a provider
// replays the transcripts as what the models say. What is measured is the verdict as a person would see it.
import { answerKey, findFinalAnswer, type PatternKind } from '@parley/deliberation';
import { compileGraph } from '@parley/compiler';
import { createTransientHost, runPlan } from '@parley/engine';
import { createModelGateway, createTokenMeter } from '@parley/models';
import { createScriptedProvider, say, scriptedFamily } from '@parley/models/scripted';
import { nodeTypes } from '@parley/nodes';
import { emptyToolbox, ops, type RunResources } from '@parley/runtime';
import {
  createRunState,
  type Graph,
  reduceRunEvents,
  type RunEventBody,
  type Verdict,
  type VerdictClaim,
} from '@parley/spec';
import { BenchFault } from './bench-fault.ts';
import { type DemoItem, type DemoPack, findDemoPack } from './demo-pack.ts';
import { fitsTag } from './fits-tag.ts';
import type { Bench } from './main.ts';

type Row = Record<string, string | number>;

/** What a voice says of its recording: the reasoning alone, with its answer field, or with a stance among all answers that were given. */
const replays = ['reasoning only', 'with its answer field', 'asked for a stance'] as const;
type Replay = (typeof replays)[number];

/** Options and their letters fit the settings of an agent. */
const mostOptions = 12;
const longestOption = 120;
const noneOfThese = 'none of these';
const sampleSize = 20;

export const deliberationPathBench: Bench = {
  title: 'Recorded transcripts through the whole path: input, an agent of each vendor, consensus (majority), output',
  async run([folder, sampled]) {
    if (folder === undefined)
      throw new BenchFault('Which folder? pnpm bench deliberation-path <folder> [sample] [--json]');
    const found = await findDemoPack(folder);
    if (!found) throw new BenchFault(`No file in ${folder} holds recorded answers with their texts.`);
    const rows: Row[] = [];
    for (const replay of replays) {
      const runs: ItemRun[] = [];
      for (const item of found.pack.items) runs.push(await runItem(found.pack, item, replay));
      if (sampled === 'sample' && replay === 'with its answer field') return sampleDisputes(runs);
      rows.push(...measure(replay, runs));
    }
    return rows;
  },
};

interface ItemRun {
  readonly item: DemoItem;
  readonly status: string;
  readonly verdict: Verdict | undefined;
  /** Answers as the run gave them, by vendor. */
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly stance: string | undefined }>;
  readonly recorded: ReadonlyMap<string, string | null>;
  readonly hasOptions: boolean;
}

async function runItem(pack: DemoPack, item: DemoItem, replay: Replay): Promise<ItemRun> {
  const voices = pack.diverse.flatMap(({ id, vendor }) => {
    const answer = item.answers[id];
    return answer ? [{ family: vendor.toLowerCase().replace(/[^a-z0-9]+/gu, '-'), ...answer }] : [];
  });
  const given = voices.flatMap(({ answer }) => (answer === null ? [] : [answer.trim()]));
  const byCase = new Map(given.map((answer) => [answer.toLowerCase(), answer]));
  const options = [...byCase.values(), noneOfThese];
  const hasOptions = replay === 'asked for a stance' && options.length <= mostOptions && options.every(isOption);
  const says = new Map(voices.map(({ family, text, answer }) => [family, replayOf(replay, text, answer, hasOptions)]));
  const provider = createScriptedProvider(({ family }) => say(says.get(family) ?? ''));
  const families = voices.map(({ family }) => scriptedFamily(family));
  const models = createModelGateway({
    families,
    providers: [provider],
    readSecret: () => Promise.resolve(undefined),
    readBaseUrl: () => Promise.resolve(undefined),
  });
  const graph = createGraph(
    item,
    voices.map(({ family }) => family),
    hasOptions ? options : [],
  );
  const compiled = compileGraph(graph, { nodeTypes, families: await models.families() });
  if ('diagnostics' in compiled)
    throw new BenchFault(
      `${item.id} cannot be compiled: ${compiled.diagnostics.map(({ message }) => message).join(' ')}`,
    );
  const events: RunEventBody[] = [];
  const resources: RunResources = {
    models,
    documents: { read: () => Promise.reject(new Error('These meshes have no documents.')) },
    tools: emptyToolbox,
    meter: createTokenMeter(() => 1_000_000),
  };
  await runPlan(compiled.plan, createTransientHost({ ops, resources, emit: (event) => events.push(event) }));
  const state = reduceRunEvents(
    createRunState(item.id),
    events.map((event, index) => ({ ...event, runId: item.id, seq: index + 1, at: new Date(index).toISOString() })),
  );
  const values = Object.values(state.steps).flatMap(({ output }) => output ?? []);
  return {
    item,
    status: state.status,
    verdict: values.find((value) => value.kind === 'verdict'),
    texts: new Map(
      values.flatMap((value) =>
        value.kind === 'answer' ? [[value.voice.family, { text: value.text, stance: value.stance }] as const] : [],
      ),
    ),
    recorded: new Map(voices.map(({ family, answer }) => [family, answer])),
    hasOptions,
  };
}

/** What can stand in an agent's settings and on one line. */
function isOption(text: string): boolean {
  return text !== '' && text.length <= longestOption && !text.includes('\n');
}

function replayOf(replay: Replay, text: string, answer: string | null, hasOptions: boolean): string {
  if (replay === 'reasoning only' || answer === null) return text;
  if (replay === 'with its answer field') return `${text}\n\n${JSON.stringify({ answer })}`;
  return hasOptions ? `${text}\n\nSTANCE: ${answer.trim()}` : text;
}

function createGraph(item: DemoItem, families: readonly string[], stances: readonly string[]): Graph {
  const at = (x: number, y: number) => ({ x, y });
  return {
    version: 1,
    name: item.id,
    nodes: [
      {
        id: 'question',
        type: 'input',
        position: at(0, 0),
        config: { title: 'Question', question: item.prompt.slice(0, 4_000) },
      },
      ...families.map((family, index) => ({
        id: `voice-${index}`,
        type: 'agent',
        position: at(300, 200 * index),
        config: { title: family, family, stances: [...stances] },
      })),
      { id: 'consensus', type: 'consensus', position: at(600, 0), config: { title: 'Consensus', rule: 'majority' } },
      { id: 'result', type: 'output', position: at(900, 0), config: { title: 'Result' } },
    ],
    edges: [
      ...families.flatMap((_, index) => [
        { id: `q${index}`, source: 'question', sourcePort: 'brief', target: `voice-${index}`, targetPort: 'brief' },
        { id: `v${index}`, source: `voice-${index}`, sourcePort: 'answer', target: 'consensus', targetPort: 'voices' },
      ]),
      { id: 'r', source: 'consensus', sourcePort: 'verdict', target: 'result', targetPort: 'result' },
    ],
  };
}

function measure(replay: Replay, runs: readonly ItemRun[]): Row[] {
  const row = (what: string, count: number, of: number): Row => ({
    replay,
    what,
    of,
    count,
    share: of === 0 ? 0 : Math.round((1000 * count) / of) / 10,
  });
  const answers = runs.flatMap(({ item, texts, recorded, hasOptions }) =>
    [...texts].map(([family, { text, stance }]) => {
      const known = recorded.get(family) ?? null;
      const read = hasOptions ? stance : findFinalAnswer(text)?.text;
      return {
        item,
        recorded: known === null ? undefined : answerKey(known),
        read: read === undefined ? undefined : answerKey(read),
      };
    }),
  );
  const withRecord = answers.filter(({ recorded }) => recorded !== undefined);
  const voted = runs.filter(({ hasOptions }) => hasOptions);
  const decided = voted.filter(({ verdict }) => verdict?.stance !== undefined);
  const isRight = ({ item, verdict }: ItemRun) =>
    verdict?.stance !== undefined && answerKey(verdict.stance) === answerKey(item.gold);
  const named = runs.filter(({ verdict }) => verdict?.pattern);
  const claims = runs.flatMap(({ verdict }) => verdict?.claims?.claims ?? []);
  const isDisputed = ({ bucket, contested }: VerdictClaim) => bucket === 'disputed' || contested;
  return [
    row(
      'runs that ended well, with a verdict',
      runs.filter(({ status, verdict }) => status === 'done' && verdict).length,
      runs.length,
    ),
    row(
      'voices that are missing',
      runs.reduce((sum, { verdict }) => sum + (verdict?.missing.length ?? 0), 0),
      answers.length,
    ),
    row(
      'read answer is the recorded one',
      withRecord.filter(({ read, recorded }) => read === recorded).length,
      withRecord.length,
    ),
    row(
      'recorded answer is right',
      withRecord.filter(({ item, recorded }) => recorded === answerKey(item.gold)).length,
      withRecord.length,
    ),
    row(
      'read answer is right',
      withRecord.filter(({ item, read }) => read === answerKey(item.gold)).length,
      withRecord.length,
    ),
    ...(voted.length > 0
      ? [
          row('questions whose answers fit twelve options', voted.length, runs.length),
          row('vote came to one answer', decided.length, voted.length),
          row('... and it is right', decided.filter(isRight).length, decided.length),
          row(
            '... more than half of the voices',
            decided.filter(({ verdict }) => verdict?.outcome !== 'plurality').length,
            decided.length,
          ),
          row(
            '... more than half, and right',
            decided.filter((run) => run.verdict?.outcome !== 'plurality' && isRight(run)).length,
            decided.filter(({ verdict }) => verdict?.outcome !== 'plurality').length,
          ),
        ]
      : []),
    row('a pattern is named', named.length, runs.length),
    row(
      'pattern word fits the tag',
      named.filter(({ item, verdict }) => fitsTag(item.pattern, kindOf(verdict))).length,
      named.length,
    ),
    ...[...Map.groupBy(named, ({ item, verdict }) => `${item.pattern}: ${kindOf(verdict)}`)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, own]) =>
        row(what, own.length, named.filter(({ item }) => what.startsWith(`${item.pattern}:`)).length),
      ),
    ...(['consensus', 'disputed', 'copies-only', 'single-source'] as const).map((bucket) =>
      row(`claims: ${bucket}`, claims.filter((claim) => claim.bucket === bucket).length, claims.length),
    ),
    row('claims that anybody disputes', claims.filter(isDisputed).length, claims.length),
    row(
      'claims left out of the tables',
      runs.reduce((sum, { verdict }) => sum + (verdict?.claims?.leftOut ?? 0), 0),
      claims.length,
    ),
  ];
}

function kindOf(verdict: Verdict | undefined): PatternKind | 'none' {
  return verdict?.pattern?.kind ?? 'none';
}

/** Every so-many-th dispute, to be read by a person: the claim, the sentence that is said to dispute it, and why. */
function sampleDisputes(runs: readonly ItemRun[]): Row[] {
  const disputes = runs.flatMap(({ item, verdict, texts }) =>
    (verdict?.claims?.claims ?? []).flatMap((claim) => {
      const against = claim.relations.find(({ stance }) => stance === 'disputes');
      const speaker = verdict?.voices.find(({ nodeId }) => nodeId === against?.voice);
      const said = (speaker && texts.get(speaker.family)?.text) ?? '';
      return against
        ? [
            {
              item: item.id,
              claim: claim.text,
              said: said.slice(against.start, against.end),
              by: against.by,
              cue: against.cue,
            },
          ]
        : [];
    }),
  );
  const step = Math.max(1, Math.floor(disputes.length / sampleSize));
  return disputes.filter((_, index) => index % step === 0).slice(0, sampleSize);
}
