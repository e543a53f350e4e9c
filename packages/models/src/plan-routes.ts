// Which routes a call may take, in order, and what each of them calls the model. Pure: whoever asks brings what is known of
// every provider at the moment.
import type { FamilyStatus, ModelInfo, RouteStatus } from '@parley/spec';
import type { FamilyDefinition, FamilyRoute } from './family-definition.ts';
import { familyOfModel, modelKey } from './family-of-model.ts';
import type { PriceOf } from './gateway.ts';

/** What is known of a provider now. */
export interface ProviderState {
  readonly title: string;
  /** What it lacks before it can be called; absent when it can be. */
  readonly needs?: 'key' | 'address' | 'server';
  /** The ids it last listed; absent when it was not asked. */
  readonly models?: readonly string[];
  /** It has exactly the models that it lists. */
  readonly complete?: boolean;
}

export type ProviderStates = ReadonlyMap<string, ProviderState>;

/** One way a call may go. */
export interface PlannedRoute {
  /** The provider's id. */
  readonly provider: string;
  /** The provider's own id of the model. */
  readonly model: string;
}

export interface RoutePlan {
  /** The family's id of the model; empty when the family has no default and nobody offers one. */
  readonly model: string;
  /** The routes that can be taken now, preferred first; all of them lead to the same model. */
  readonly routes: readonly PlannedRoute[];
}

/** The plan for `asked`, a model id of the family or of one of its providers; empty for the default. */
export function planRoutes(family: FamilyDefinition, asked: string, states: ProviderStates): RoutePlan {
  const open = family.routes.filter((route) => isOpen(states.get(route.provider)));
  const model = asked === '' ? chooseModel(family, open, states) : toOwnId(family, asked);
  const routes = open.flatMap((route): PlannedRoute[] => {
    const name = nameOn(route, states.get(route.provider), model);
    return name === undefined ? [] : [{ provider: route.provider, model: name }];
  });
  if (routes.length > 0 || model === '') return { model, routes };
  // In no list: whoever may have more than is known of them is asked for it as it is written, one after the other.
  const unsure = open.filter(({ provider }) => !states.get(provider)?.complete);
  return { model, routes: unsure.map(({ provider }) => ({ provider, model })) };
}

/** The family as people see it now. */
export function describeFamily(family: FamilyDefinition, states: ProviderStates, priceOf?: PriceOf): FamilyStatus {
  const routes = family.routes.flatMap((route): RouteStatus[] => {
    const state = states.get(route.provider);
    return state ? [{ provider: route.provider, title: state.title, ...readiness(family, route, state) }] : [];
  });
  const speaking = routes.find(({ ready }) => ready);
  const { id, title, lineage, kind, description, glyph } = family;
  const lacksKey = routes.some(({ needs }) => needs === 'key');
  return {
    id,
    title,
    lineage,
    kind,
    description,
    glyph,
    provider: speaking?.provider ?? family.routes[0]?.provider ?? '',
    ...(family.kind === 'model' && { routes }),
    models: [...family.models, ...listedModels(family, states)].map((model) => ({
      ...model,
      ...(priceOf && listPrice(family, model.id, states, priceOf)),
    })),
    defaultModel: planRoutes(family, '', states).model,
    available: speaking !== undefined,
    ...(!speaking && lacksKey && { missing: 'key' as const }),
    ...(!speaking && { reason: lacksKey ? noKey(family) : whyNoServer(routes) }),
  };
}

/** What the model costs over the route that speaks; while none does, over the first whose price is known. */
function listPrice(
  family: FamilyDefinition,
  model: string,
  states: ProviderStates,
  priceOf: PriceOf,
): Pick<ModelInfo, 'price'> {
  const planned = planRoutes(family, model, states).routes.slice(0, 1);
  const named = family.routes.flatMap((route): PlannedRoute[] => {
    const name = nameOn(route, undefined, model);
    // A server of one's own costs nothing, which is no news while it does not answer.
    return name === undefined || states.get(route.provider)?.needs === 'server'
      ? []
      : [{ provider: route.provider, model: name }];
  });
  for (const route of planned.length > 0 ? planned : named) {
    const perToken = (inputTokens: number, outputTokens: number) =>
      priceOf(route.provider, route.model, { inputTokens, outputTokens });
    // Asked of a short call: some prices rise with its length.
    const [read, written] = [perToken(1_000, 0), perToken(0, 1_000)];
    if (read !== undefined && written !== undefined) return { price: { read: read * 1_000, written: written * 1_000 } };
  }
  return {};
}

/** What to say when a family has no key. */
export function noKey({ title }: FamilyDefinition): string {
  return `No key for ${title} yet. Add one under Models.`;
}

export const noServer =
  'No server of yours answers. Start Ollama, LM Studio, llama.cpp or vLLM, or give an address under Models.';

/** Whether nobody answers, or somebody does and has nothing of this family. */
function whyNoServer(routes: readonly RouteStatus[]): string {
  const answering = routes.filter(({ needs }) => needs === 'model').map(({ title }) => title);
  if (answering.length === 0) return noServer;
  const verbs = answering.length === 1 ? ['answers', 'has'] : ['answer', 'have'];
  return `${answering.join(' and ')} ${verbs[0]}, but ${verbs[1]} no model of this family. Load one there, or give another address under Models.`;
}

function isOpen(state: ProviderState | undefined): state is ProviderState {
  return state !== undefined && state.needs === undefined;
}

function readiness(
  family: FamilyDefinition,
  route: FamilyRoute,
  state: ProviderState,
): Pick<RouteStatus, 'ready' | 'needs'> {
  if (state.needs) return { ready: false, needs: state.needs };
  const offers =
    family.models.some(({ id }) => nameOn(route, state, id) !== undefined) || listedOn(family, state).length > 0;
  return offers ? { ready: true } : { ready: false, needs: 'model' };
}

/** What `route` calls the family's model; undefined when it does not have it, as far as is known. */
function nameOn(route: FamilyRoute, state: ProviderState | undefined, model: string): string | undefined {
  const named = route.models && Object.hasOwn(route.models, model) ? route.models[model] : undefined;
  const listed = state?.models?.find(
    (id) =>
      id === model ||
      id === named ||
      id === `${named}:latest` ||
      (named === undefined && modelKey(id) === modelKey(model)),
  );
  if (state?.complete) return listed;
  return named ?? listed ?? (route.sameIds ? model : undefined);
}

function listedOn(family: FamilyDefinition, state: ProviderState): readonly string[] {
  return (state.models ?? []).filter((id) => familyOfModel(id) === family.id);
}

/** Models that connected providers list beyond those the family names, each once. */
function listedModels(family: FamilyDefinition, states: ProviderStates): FamilyStatus['models'] {
  const known = new Set(family.models.map(({ id }) => modelKey(id)));
  const found: FamilyStatus['models'] = [];
  for (const route of family.routes) {
    const state = states.get(route.provider);
    if (!isOpen(state)) continue;
    for (const id of listedOn(family, state)) {
      const key = modelKey(toOwnId(family, id));
      if (known.has(key)) continue;
      known.add(key);
      found.push({ id, title: `${id} (${state.title})` });
    }
  }
  return found;
}

/** The family's default if a route leads to it now; else the first model that one leads to. */
function chooseModel(family: FamilyDefinition, open: readonly FamilyRoute[], states: ProviderStates): string {
  const candidates = [family.defaultModel, ...family.models.map(({ id }) => id)].filter((id) => id !== '');
  const reached = candidates.find((id) =>
    open.some((route) => nameOn(route, states.get(route.provider), id) !== undefined),
  );
  const [listed] = open.flatMap((route) => {
    const state = states.get(route.provider);
    return state ? listedOn(family, state) : [];
  });
  return reached ?? listed ?? family.defaultModel;
}

/** A provider's id of one of the family's models is another word for it. */
function toOwnId(family: FamilyDefinition, asked: string): string {
  if (family.models.some(({ id }) => id === asked)) return asked;
  for (const { models } of family.routes) {
    const own = Object.entries(models ?? {}).find(([, theirs]) => theirs === asked || `${theirs}:latest` === asked);
    if (own) return own[0];
  }
  return asked;
}
