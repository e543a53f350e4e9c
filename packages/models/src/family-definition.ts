// What a family is, written down: a lineage of models and the ways to reach it. Types only; no family is named here.
import type { FamilyStatus, ModelInfo } from '@parley/spec';

/** A provider that serves a family's models, and what it calls them. */
export interface FamilyRoute {
  /** The provider's id. */
  readonly provider: string;
  /** The provider's ids of the family's models, by the family's own ids. */
  readonly models?: Readonly<Record<string, string>>;
  /** It takes the family's own ids as they are, also those that are in no list: the maker's own API. */
  readonly sameIds?: true;
}

/** A family as it is written down: what does not depend on keys or on the moment. */
export interface FamilyDefinition
  extends Readonly<Omit<FamilyStatus, 'available' | 'missing' | 'reason' | 'models' | 'provider' | 'routes'>> {
  /** The first ones a person should see, by the family's own ids; any other id works as well. */
  readonly models: ModelInfo[];
  /** Every way to it, in the order of preference: the maker's own API first. */
  readonly routes: readonly FamilyRoute[];
  /** Under which terms its models are used. */
  readonly licence: { readonly title: string; readonly page?: string };
  /** One sentence: may answers of this family be used to train other models? */
  readonly trainingTerms: string;
}

/** Servers of one's own, which may hold models of any open family: they say themselves which. */
export const ownServers: readonly FamilyRoute[] = [
  { provider: 'ollama' },
  { provider: 'lmstudio' },
  { provider: 'llamacpp' },
  { provider: 'vllm' },
  { provider: 'custom' },
];
