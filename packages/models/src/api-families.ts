// Families whose weights stay with their maker: reached over the maker's API or over a host that passes it on.
import type { FamilyDefinition } from './family-definition.ts';

export const apiFamilies: readonly FamilyDefinition[] = [
  {
    id: 'claude',
    title: 'Claude',
    lineage: 'claude',
    kind: 'model',
    description: 'Models by Anthropic: long documents, careful argument and writing.',
    glyph: 'claude',
    models: [
      { id: 'claude-sonnet-5-5', title: 'Claude Sonnet 5.5' },
      { id: 'claude-opus-5-5', title: 'Claude Opus 5.5' },
      { id: 'claude-haiku-5-5', title: 'Claude Haiku 5.5' },
    ],
    defaultModel: 'claude-sonnet-5-5',
    routes: [
      { provider: 'anthropic', sameIds: true },
      {
        provider: 'openrouter',
        models: {
          'claude-sonnet-5-5': 'anthropic/claude-sonnet-5.5',
          'claude-opus-5-5': 'anthropic/claude-opus-5.5',
          'claude-haiku-5-5': 'anthropic/claude-haiku-5.5',
        },
      },
    ],
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
    models: [
      { id: 'gpt-6.1-sol', title: 'GPT-6.1 Sol' },
      { id: 'gpt-6.1-terra', title: 'GPT-6.1 Terra' },
      { id: 'gpt-6-luna', title: 'GPT-6 Luna' },
      { id: 'gpt-5.5', title: 'GPT-5.5' },
      { id: 'gpt-5.4-mini', title: 'GPT-5.4 mini' },
    ],
    defaultModel: 'gpt-6.1-sol',
    routes: [
      { provider: 'openai', sameIds: true },
      // A deployment of Azure is named by its owner; it is offered under the model's own name.
      { provider: 'azure', sameIds: true },
      {
        provider: 'openrouter',
        models: {
          'gpt-6.1-sol': 'openai/gpt-6.1-sol',
          'gpt-6.1-terra': 'openai/gpt-6.1-terra',
          'gpt-6-luna': 'openai/gpt-6-luna',
          'gpt-5.5': 'openai/gpt-5.5',
          'gpt-5.4-mini': 'openai/gpt-5.4-mini',
        },
      },
      { provider: 'bedrock', models: { 'gpt-5.5': 'openai.gpt-5.5' } },
    ],
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
    models: [
      { id: 'gemini-3.8-flash', title: 'Gemini 3.8 Flash' },
      { id: 'gemini-4-argon', title: 'Gemini 4 Argon' },
      { id: 'gemini-4-carbon', title: 'Gemini 4 Carbon' },
      { id: 'gemini-3.1-pro-preview', title: 'Gemini 3.1 Pro (preview)' },
      { id: 'gemini-2.5-pro', title: 'Gemini 2.5 Pro' },
    ],
    defaultModel: 'gemini-3.8-flash',
    routes: [
      { provider: 'google', sameIds: true },
      {
        provider: 'openrouter',
        models: {
          'gemini-3.8-flash': 'google/gemini-3.8-flash',
          'gemini-4-argon': 'google/gemini-4-argon',
          'gemini-4-carbon': 'google/gemini-4-carbon',
          'gemini-3.1-pro-preview': 'google/gemini-3.1-pro-preview',
          'gemini-2.5-pro': 'google/gemini-2.5-pro',
        },
      },
    ],
    licence: { title: 'Gemini API additional terms', page: 'https://ai.google.dev/gemini-api/terms' },
    trainingTerms: 'Answers may not be used to develop models that compete with Google services.',
  },
  {
    id: 'grok',
    title: 'Grok',
    lineage: 'grok',
    kind: 'model',
    description: 'Models by xAI: current affairs, reasoning and blunt answers.',
    glyph: 'grok',
    models: [
      { id: 'grok-4.6', title: 'Grok 4.6' },
      { id: 'grok-4.5', title: 'Grok 4.5' },
      { id: 'grok-4.3', title: 'Grok 4.3' },
    ],
    defaultModel: 'grok-4.6',
    routes: [
      { provider: 'xai', sameIds: true },
      {
        provider: 'openrouter',
        models: { 'grok-4.6': 'x-ai/grok-4.6', 'grok-4.5': 'x-ai/grok-4.5', 'grok-4.3': 'x-ai/grok-4.3' },
      },
    ],
    licence: { title: 'xAI terms for business', page: 'https://x.ai/legal/terms-of-service-enterprise' },
    trainingTerms: 'Answers may not be used to train models that compete with xAI.',
  },
  {
    id: 'command',
    title: 'Command',
    lineage: 'command',
    kind: 'model',
    description: 'Models by Cohere: answers from documents, in the languages of business.',
    glyph: 'command',
    models: [
      { id: 'command-a-03-2025', title: 'Command A' },
      { id: 'command-r-plus-08-2024', title: 'Command R+' },
      { id: 'command-r7b-12-2024', title: 'Command R7B' },
    ],
    defaultModel: 'command-a-03-2025',
    routes: [
      { provider: 'cohere', sameIds: true },
      {
        provider: 'openrouter',
        models: {
          'command-a-03-2025': 'cohere/command-a',
          'command-r-plus-08-2024': 'cohere/command-r-plus-08-2024',
          'command-r7b-12-2024': 'cohere/command-r7b-12-2024',
        },
      },
      { provider: 'ollama', models: { 'command-a-03-2025': 'command-a', 'command-r7b-12-2024': 'command-r7b' } },
      { provider: 'lmstudio' },
      { provider: 'llamacpp' },
      { provider: 'vllm' },
      { provider: 'custom' },
    ],
    licence: { title: 'Cohere terms of use; weights CC-BY-NC 4.0', page: 'https://cohere.com/terms-of-use' },
    trainingTerms: 'Answers may not be used to train models that compete with Cohere.',
  },
];
