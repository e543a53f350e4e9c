// A provider that answers by a script: for tests only, never part of the product's providers.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '@parley/spec';
import type { FamilyDefinition } from '../../family-definition.ts';
import type { GenerateRequest, ModelEvent, ProviderDefinition, SecretSpec } from '../../provider.ts';
import { cancelled } from '../wire-fault.ts';

/** One thing the provider does: say an event, wait (milliseconds), fail, or fall silent until it is cancelled. */
export type ScriptedMove =
  | ModelEvent
  | { readonly type: 'wait'; readonly milliseconds: number }
  | { readonly type: 'fail'; readonly error: AppError }
  | { readonly type: 'hang' };

/** What to do for a request; `count` says how often a request equal to this one was made, this time included. */
export type Script = (request: GenerateRequest, count: number) => readonly ScriptedMove[];

export interface ScriptedProvider extends ProviderDefinition {
  /** Every call so far, in order. */
  readonly calls: readonly GenerateRequest[];
}

export interface ScriptedOptions {
  /** Default `scripted`; another provider's id lets it stand in for that one. */
  readonly id?: string;
  readonly secret?: SecretSpec;
  /** Milliseconds before each event, so that a run can be watched and cancelled. */
  readonly chunkDelay?: number;
}

/** A provider that does what `script` says for each request. */
export function createScriptedProvider(script: Script, options: ScriptedOptions = {}): ScriptedProvider {
  const calls: GenerateRequest[] = [];
  const counts = new Map<string, number>();
  return {
    id: options.id ?? 'scripted',
    title: 'Scripted',
    ...(options.secret && { secret: options.secret }),
    calls,
    load: () =>
      Promise.resolve({
        async *generate(request, { signal }) {
          calls.push(request);
          const text = JSON.stringify(request);
          const count = (counts.get(text) ?? 0) + 1;
          counts.set(text, count);
          for (const move of script(request, count)) {
            await pause(move.type === 'wait' ? move.milliseconds : (options.chunkDelay ?? 0), signal);
            if (move.type === 'fail') throw move.error;
            if (move.type === 'hang') await untilAborted(signal);
            else if (move.type !== 'wait') yield move;
          }
        },
      }),
  };
}

/** The events of a plain whole answer: its words one by one, its usage, its finish. */
export function say(text: string): ModelEvent[] {
  const words = text.match(/\S+\s*|\s+/g) ?? [];
  return [
    ...words.map((word) => ({ type: 'text', text: word }) as const),
    { type: 'usage', usage: { inputTokens: 10, outputTokens: words.length } },
    { type: 'finish', outcome: 'complete' },
  ];
}

/** A family served by scripted providers, preferred first; each id is its own lineage. */
export function scriptedFamily(id: string, ...providers: readonly string[]): FamilyDefinition {
  return {
    id,
    title: `Scripted ${id}`,
    lineage: id,
    kind: 'model',
    description: 'Answers by a script, for tests.',
    glyph: id,
    routes: (providers.length === 0 ? ['scripted'] : providers).map((provider) => ({ provider, sameIds: true })),
    models: [{ id: 'script', title: 'Script' }],
    defaultModel: 'script',
    licence: { title: 'MIT' },
    trainingTerms: 'Made up; of no use for training.',
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled(signal.reason);
  if (milliseconds > 0)
    await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
      throw cancelled(error);
    });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(cancelled(signal.reason)), { once: true });
  });
}
