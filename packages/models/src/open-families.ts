// Families whose weights are open: the same base model behind any host, or on one's own machine, is one family.
import { type FamilyDefinition, ownServers } from './family-definition.ts';

const [ollama, ...otherServers] = ownServers;
/** Servers of one's own, with what Ollama calls the models. */
const own = (models: Readonly<Record<string, string>>) => [{ provider: 'ollama', ...ollama, models }, ...otherServers];

export const openFamilies: readonly FamilyDefinition[] = [
  {
    id: 'deepseek',
    title: 'DeepSeek',
    lineage: 'deepseek',
    kind: 'model',
    description: 'Open models by DeepSeek: long chains of reasoning, mathematics and code.',
    glyph: 'deepseek',
    models: [
      { id: 'deepseek-v4-pro', title: 'DeepSeek V4 Pro' },
      { id: 'deepseek-v4-flash', title: 'DeepSeek V4 Flash' },
    ],
    defaultModel: 'deepseek-v4-pro',
    routes: [
      { provider: 'deepseek', sameIds: true },
      {
        provider: 'fireworks',
        models: {
          'deepseek-v4-pro': 'accounts/fireworks/models/deepseek-v4-pro',
          'deepseek-v4-flash': 'accounts/fireworks/models/deepseek-v4-flash',
        },
      },
      { provider: 'together' },
      {
        provider: 'openrouter',
        models: {
          'deepseek-v4-pro': 'deepseek/deepseek-v4-pro',
          'deepseek-v4-flash': 'deepseek/deepseek-v4-flash',
        },
      },
      { provider: 'bedrock' },
      ...ownServers,
    ],
    licence: { title: 'MIT', page: 'https://github.com/deepseek-ai/DeepSeek-V3/blob/main/LICENSE-CODE' },
    trainingTerms: 'Answers may be used to train other models.',
  },
  {
    id: 'llama',
    title: 'Llama',
    lineage: 'llama',
    kind: 'model',
    description: 'Open models by Meta: a general voice, served by many hosts.',
    glyph: 'llama',
    models: [
      { id: 'llama-3.3-70b', title: 'Llama 3.3 70B' },
      { id: 'llama-4-maverick', title: 'Llama 4 Maverick' },
      { id: 'llama-4-scout', title: 'Llama 4 Scout' },
      { id: 'llama-3.1-8b', title: 'Llama 3.1 8B' },
    ],
    defaultModel: 'llama-3.3-70b',
    routes: [
      {
        provider: 'groq',
        models: {
          'llama-3.3-70b': 'llama-3.3-70b-versatile',
          'llama-4-maverick': 'meta-llama/llama-4-maverick-17b-128e-instruct',
          'llama-4-scout': 'meta-llama/llama-4-scout-17b-16e-instruct',
          'llama-3.1-8b': 'llama-3.1-8b-instant',
        },
      },
      {
        provider: 'together',
        models: {
          'llama-3.3-70b': 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
          'llama-4-maverick': 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8',
          'llama-4-scout': 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
          'llama-3.1-8b': 'meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo',
        },
      },
      {
        provider: 'fireworks',
        models: {
          'llama-4-maverick': 'accounts/fireworks/models/llama4-maverick-instruct-basic',
          'llama-3.1-8b': 'accounts/fireworks/models/llama-v3p1-8b-instruct',
        },
      },
      {
        provider: 'openrouter',
        models: {
          'llama-3.3-70b': 'meta-llama/llama-3.3-70b-instruct',
          'llama-4-maverick': 'meta-llama/llama-4-maverick',
          'llama-4-scout': 'meta-llama/llama-4-scout',
          'llama-3.1-8b': 'meta-llama/llama-3.1-8b-instruct',
        },
      },
      {
        provider: 'bedrock',
        models: {
          'llama-3.3-70b': 'meta.llama3-3-70b-instruct-v1:0',
          'llama-4-maverick': 'meta.llama4-maverick-17b-instruct-v1:0',
          'llama-4-scout': 'meta.llama4-scout-17b-instruct-v1:0',
          'llama-3.1-8b': 'meta.llama3-1-8b-instruct-v1:0',
        },
      },
      ...own({
        'llama-3.3-70b': 'llama3.3',
        'llama-4-maverick': 'llama4:maverick',
        'llama-4-scout': 'llama4:scout',
        'llama-3.1-8b': 'llama3.1:8b',
      }),
    ],
    licence: { title: 'Llama community licence', page: 'https://www.llama.com/llama3_3/license/' },
    trainingTerms: 'Answers may train other models if those carry "Llama" in their name and keep its licence.',
  },
  {
    id: 'mistral',
    title: 'Mistral',
    lineage: 'mistral',
    kind: 'model',
    description: 'Models by Mistral AI, many of them open: European languages, brief and quick.',
    glyph: 'mistral',
    models: [
      { id: 'mistral-medium-3-5', title: 'Mistral Medium 3.5' },
      { id: 'mistral-large-2512', title: 'Mistral Large 3' },
      { id: 'mistral-small-2603', title: 'Mistral Small 4' },
      { id: 'ministral-8b-2512', title: 'Ministral 8B' },
    ],
    defaultModel: 'mistral-medium-3-5',
    routes: [
      { provider: 'mistral', sameIds: true },
      {
        provider: 'openrouter',
        models: {
          'mistral-medium-3-5': 'mistralai/mistral-medium-3-5',
          'mistral-large-2512': 'mistralai/mistral-large-2512',
          'mistral-small-2603': 'mistralai/mistral-small-2603',
          'ministral-8b-2512': 'mistralai/ministral-8b-2512',
        },
      },
      {
        provider: 'bedrock',
        models: {
          'mistral-large-2512': 'mistral.mistral-large-3-675b-instruct',
          'ministral-8b-2512': 'mistral.ministral-3-8b-instruct',
        },
      },
      { provider: 'together' },
      ...own({ 'ministral-8b-2512': 'ministral-3:8b' }),
    ],
    licence: { title: 'Mistral commercial terms; open weights Apache-2.0', page: 'https://mistral.ai/terms' },
    trainingTerms: 'Answers of the open models may train others; for the API, see its terms.',
  },
  {
    id: 'qwen',
    title: 'Qwen',
    lineage: 'qwen',
    kind: 'model',
    description: 'Open models by Alibaba: Chinese and English, mathematics and code, in every size.',
    glyph: 'qwen',
    models: [
      { id: 'qwen3-32b', title: 'Qwen3 32B' },
      { id: 'qwen3.7-plus', title: 'Qwen3.7 Plus' },
      { id: 'qwen3.6-27b', title: 'Qwen3.6 27B' },
      { id: 'qwen3-235b-a22b', title: 'Qwen3 235B' },
      { id: 'qwen3-8b', title: 'Qwen3 8B' },
    ],
    defaultModel: 'qwen3-32b',
    routes: [
      { provider: 'groq', models: { 'qwen3-32b': 'qwen/qwen3-32b' } },
      {
        provider: 'fireworks',
        models: {
          'qwen3.7-plus': 'accounts/fireworks/models/qwen3p7-plus',
          'qwen3-235b-a22b': 'accounts/fireworks/models/qwen3-235b-a22b',
        },
      },
      { provider: 'together' },
      {
        provider: 'openrouter',
        models: {
          'qwen3-32b': 'qwen/qwen3-32b',
          'qwen3.7-plus': 'qwen/qwen3.7-plus',
          'qwen3.6-27b': 'qwen/qwen3.6-27b',
          'qwen3-235b-a22b': 'qwen/qwen3-235b-a22b',
          'qwen3-8b': 'qwen/qwen3-8b',
        },
      },
      { provider: 'bedrock', models: { 'qwen3-32b': 'qwen.qwen3-32b-v1:0' } },
      ...own({ 'qwen3-32b': 'qwen3:32b', 'qwen3-235b-a22b': 'qwen3:235b', 'qwen3-8b': 'qwen3:8b' }),
    ],
    licence: { title: 'Apache-2.0 (open weights)', page: 'https://huggingface.co/Qwen/Qwen3-32B/blob/main/LICENSE' },
    trainingTerms: 'Answers of the open models may be used to train other models.',
  },
  {
    id: 'gpt-oss',
    title: 'gpt-oss',
    lineage: 'gpt-oss',
    kind: 'model',
    description: 'Open models by OpenAI: reasoning at a small price, also on your own machine.',
    glyph: 'gpt-oss',
    models: [
      { id: 'gpt-oss-120b', title: 'gpt-oss 120B' },
      { id: 'gpt-oss-20b', title: 'gpt-oss 20B' },
    ],
    defaultModel: 'gpt-oss-120b',
    routes: [
      { provider: 'groq', models: { 'gpt-oss-120b': 'openai/gpt-oss-120b', 'gpt-oss-20b': 'openai/gpt-oss-20b' } },
      {
        provider: 'fireworks',
        models: {
          'gpt-oss-120b': 'accounts/fireworks/models/gpt-oss-120b',
          'gpt-oss-20b': 'accounts/fireworks/models/gpt-oss-20b',
        },
      },
      { provider: 'together', models: { 'gpt-oss-120b': 'openai/gpt-oss-120b', 'gpt-oss-20b': 'openai/gpt-oss-20b' } },
      {
        provider: 'openrouter',
        models: { 'gpt-oss-120b': 'openai/gpt-oss-120b', 'gpt-oss-20b': 'openai/gpt-oss-20b' },
      },
      {
        provider: 'bedrock',
        models: { 'gpt-oss-120b': 'openai.gpt-oss-120b-1:0', 'gpt-oss-20b': 'openai.gpt-oss-20b-1:0' },
      },
      ...own({ 'gpt-oss-120b': 'gpt-oss:120b', 'gpt-oss-20b': 'gpt-oss:20b' }),
    ],
    licence: { title: 'Apache-2.0', page: 'https://huggingface.co/openai/gpt-oss-120b/blob/main/LICENSE' },
    trainingTerms: 'Answers may be used to train other models.',
  },
  {
    id: 'gemma',
    title: 'Gemma',
    lineage: 'gemma',
    kind: 'model',
    description: 'Open models by Google: small and many-tongued, made for one machine.',
    glyph: 'gemma',
    models: [
      { id: 'gemma-4-31b', title: 'Gemma 4 31B' },
      { id: 'gemma-3-27b', title: 'Gemma 3 27B' },
      { id: 'gemma-3-4b', title: 'Gemma 3 4B' },
    ],
    defaultModel: 'gemma-4-31b',
    routes: [
      {
        provider: 'openrouter',
        models: {
          'gemma-4-31b': 'google/gemma-4-31b-it',
          'gemma-3-27b': 'google/gemma-3-27b-it',
          'gemma-3-4b': 'google/gemma-3-4b-it',
        },
      },
      { provider: 'fireworks', models: { 'gemma-3-27b': 'accounts/fireworks/models/gemma-3-27b-it' } },
      {
        provider: 'bedrock',
        models: { 'gemma-3-27b': 'google.gemma-3-27b-it', 'gemma-3-4b': 'google.gemma-3-4b-it' },
      },
      { provider: 'together' },
      ...own({ 'gemma-4-31b': 'gemma4:31b', 'gemma-3-27b': 'gemma3:27b', 'gemma-3-4b': 'gemma3:4b' }),
    ],
    licence: { title: 'Gemma terms of use', page: 'https://ai.google.dev/gemma/terms' },
    trainingTerms: 'Models trained on answers count as derivatives and carry the Gemma terms.',
  },
  {
    id: 'kimi',
    title: 'Kimi',
    lineage: 'kimi',
    kind: 'model',
    description: 'Open models by Moonshot AI: long tasks with many steps, and very long material.',
    glyph: 'kimi',
    models: [
      { id: 'kimi-k3', title: 'Kimi K3' },
      { id: 'kimi-k2.6', title: 'Kimi K2.6' },
      { id: 'kimi-k2.5', title: 'Kimi K2.5' },
    ],
    defaultModel: 'kimi-k3',
    routes: [
      { provider: 'moonshot', sameIds: true },
      {
        provider: 'fireworks',
        models: {
          'kimi-k3': 'accounts/fireworks/models/kimi-k3',
          'kimi-k2.6': 'accounts/fireworks/models/kimi-k2p6',
          'kimi-k2.5': 'accounts/fireworks/models/kimi-k2p5',
        },
      },
      { provider: 'together' },
      {
        provider: 'openrouter',
        models: {
          'kimi-k3': 'moonshotai/kimi-k3',
          'kimi-k2.6': 'moonshotai/kimi-k2.6',
          'kimi-k2.5': 'moonshotai/kimi-k2.5',
        },
      },
      ...ownServers,
    ],
    licence: {
      title: 'Modified MIT',
      page: 'https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/LICENSE',
    },
    trainingTerms: 'Answers of the open models may train others; for the API, see its terms.',
  },
  {
    id: 'glm',
    title: 'GLM',
    lineage: 'glm',
    kind: 'model',
    description: 'Open models by Z.ai: tools, code and long material.',
    glyph: 'glm',
    models: [
      { id: 'glm-5.3', title: 'GLM 5.3' },
      { id: 'glm-5.2', title: 'GLM 5.2' },
      { id: 'glm-5.3-flash', title: 'GLM 5.3 Flash' },
    ],
    defaultModel: 'glm-5.3',
    routes: [
      { provider: 'zai', sameIds: true },
      { provider: 'fireworks', models: { 'glm-5.2': 'accounts/fireworks/models/glm-5p2' } },
      { provider: 'together' },
      {
        provider: 'openrouter',
        models: { 'glm-5.3': 'z-ai/glm-5.3', 'glm-5.2': 'z-ai/glm-5.2', 'glm-5.3-flash': 'z-ai/glm-5.3-flash' },
      },
      ...ownServers,
    ],
    licence: { title: 'MIT', page: 'https://huggingface.co/zai-org/GLM-4.6/blob/main/LICENSE' },
    trainingTerms: 'Answers of the open models may train others; for the API, see its terms.',
  },
  {
    id: 'other',
    title: 'Other model',
    lineage: 'other',
    kind: 'model',
    description:
      'A model of unknown lineage on a server of your own. Two of them count as one family, to be on the safe side.',
    glyph: 'other',
    models: [],
    defaultModel: '',
    routes: ownServers.map((route) => ({ ...route, sameIds: true })),
    licence: { title: 'Unknown: see the model you run' },
    trainingTerms: 'Unknown: see the licence of the model you run.',
  },
];
