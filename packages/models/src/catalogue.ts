// The families the product offers, as data. Safe in a browser: it knows no SDK, no key and no network.
// A new family on a provider that is already here is one entry in this list.
import type { FamilyStatus, ModelInfo } from '@parley/spec';

/** A family as it is written down: what does not depend on keys or on the moment. */
export interface FamilyDefinition extends Readonly<Omit<FamilyStatus, 'available' | 'missing' | 'reason' | 'models'>> {
  /** The first ones a person should see; any other model id of the provider works as well. */
  readonly models: ModelInfo[];
  /** Under which terms answers are given. */
  readonly licence: { readonly title: string; readonly page?: string };
  /** One sentence: may answers of this family be used to train other models? */
  readonly trainingTerms: string;
}

const quotesOnly = 'A local reader: quotes, never writes.';
const quotesStay = 'Quotes only; the terms of the quoted document apply.';

/** Every family, in the order in which they are offered. */
export const families: readonly FamilyDefinition[] = [
  {
    id: 'claude',
    title: 'Claude',
    lineage: 'claude',
    kind: 'model',
    description: 'Models by Anthropic: long documents, careful argument and writing.',
    glyph: 'claude',
    provider: 'anthropic',
    models: [
      { id: 'claude-sonnet-5-5', title: 'Claude Sonnet 5.5' },
      { id: 'claude-opus-5-5', title: 'Claude Opus 5.5' },
      { id: 'claude-haiku-5-5', title: 'Claude Haiku 5.5' },
    ],
    defaultModel: 'claude-sonnet-5-5',
    licence: { title: 'Anthropic commercial terms', page: 'https://www.anthropic.com/legal/commercial-terms' },
    trainingTerms: 'Answers may not be used to train models that compete with Anthropic.',
  },
  {
    id: 'gpt',
    title: 'GPT',
    lineage: 'gpt',
    kind: 'model',
    description: 'Models by OpenAI: step-by-step reasoning, figures and code.',
    glyph: 'gpt',
    provider: 'openai',
    models: [
      { id: 'gpt-6.1-sol', title: 'GPT-6.1 Sol' },
      { id: 'gpt-6.1-terra', title: 'GPT-6.1 Terra' },
      { id: 'gpt-6-luna', title: 'GPT-6 Luna' },
      { id: 'gpt-5.5', title: 'GPT-5.5' },
      { id: 'gpt-5.4-mini', title: 'GPT-5.4 mini' },
    ],
    defaultModel: 'gpt-6.1-sol',
    licence: { title: 'OpenAI services agreement', page: 'https://openai.com/policies/services-agreement/' },
    trainingTerms: 'Answers may not be used to train models that compete with OpenAI.',
  },
  {
    id: 'gemini',
    title: 'Gemini',
    lineage: 'gemini',
    kind: 'model',
    description: 'Models by Google: very long material, many languages and broad knowledge.',
    glyph: 'gemini',
    provider: 'google',
    models: [
      { id: 'gemini-3.8-flash', title: 'Gemini 3.8 Flash' },
      { id: 'gemini-4-argon', title: 'Gemini 4 Argon' },
      { id: 'gemini-4-carbon', title: 'Gemini 4 Carbon' },
      { id: 'gemini-3.1-pro-preview', title: 'Gemini 3.1 Pro (preview)' },
      { id: 'gemini-2.5-pro', title: 'Gemini 2.5 Pro' },
    ],
    defaultModel: 'gemini-3.8-flash',
    licence: { title: 'Gemini API additional terms', page: 'https://ai.google.dev/gemini-api/terms' },
    trainingTerms: 'Answers may not be used to develop models that compete with Google services.',
  },
  {
    id: 'reader-lexical',
    title: 'Lexical reader',
    lineage: 'reader-lexical',
    kind: 'reader',
    description: `${quotesOnly} Finds the sentences that share the rarest words with the question and the domain.`,
    glyph: 'reader-lexical',
    provider: 'readers',
    models: [{ id: 'bm25', title: 'BM25' }],
    defaultModel: 'bm25',
    licence: { title: 'MIT, runs on this machine' },
    trainingTerms: quotesStay,
  },
  {
    id: 'reader-graph',
    title: 'Graph reader',
    lineage: 'reader-graph',
    kind: 'reader',
    description: `${quotesOnly} Links sentences that resemble each other and follows the links that matter to the question.`,
    glyph: 'reader-graph',
    provider: 'readers',
    models: [{ id: 'lexrank', title: 'LexRank' }],
    defaultModel: 'lexrank',
    licence: { title: 'MIT, runs on this machine' },
    trainingTerms: quotesStay,
  },
  {
    id: 'reader-semantic',
    title: 'Semantic reader',
    lineage: 'reader-semantic',
    kind: 'reader',
    description: `${quotesOnly} Finds sentences close in meaning to the question, even when they share no word with it.`,
    glyph: 'reader-semantic',
    provider: 'readers',
    models: [{ id: 'use-lite', title: 'Universal Sentence Encoder Lite' }],
    defaultModel: 'use-lite',
    licence: { title: 'Apache-2.0 weights, runs on this machine' },
    trainingTerms: quotesStay,
  },
];
