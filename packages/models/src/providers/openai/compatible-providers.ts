// Every provider that speaks Chat Completions, as data: who, where, with which key, and how its manners differ.
// A new one is one entry here, and a route in the families that it serves.
import type { ProviderDefinition, SecretSpec } from '../../provider.ts';
import type { ChatServer } from './chat-server.ts';
import { readLlamaWindows, readLmStudioWindows, readOllamaWindows } from './local-windows.ts';
import { createChatProvider } from './openai-chat.ts';
import { proveOpenaiKey } from './prove-key.ts';

/** How most of them behave. */
const usual = {
  limitField: 'max_tokens',
  systemRole: 'system',
  reasoningFields: ['reasoning_content', 'reasoning'],
  usage: 'asked',
  rungs: ['schema', 'forced-tool', 'tool', 'json', 'none'],
} as const;

/** A server that knows of JSON, but of no schema, and takes no demand for a call. */
const withoutSchema = { rungs: ['tool', 'json', 'none'] } as const;

/** A server that hands on what open models write as they write it. */
const raw = { ...usual, thinkTags: true } as const;

const key = (name: string, title: string, page: string): SecretSpec => ({ name, title: `${title} API key`, page });

const hosted: readonly ChatServer[] = [
  {
    ...usual,
    id: 'deepseek',
    title: 'DeepSeek',
    secret: key('DEEPSEEK_API_KEY', 'DeepSeek', 'https://platform.deepseek.com/api_keys'),
    baseUrl: 'https://api.deepseek.com/v1',
    baseUrlVariable: 'DEEPSEEK_BASE_URL',
    ...withoutSchema,
    echoFields: ['reasoning_content'],
  },
  {
    ...usual,
    id: 'mistral',
    title: 'Mistral',
    secret: key('MISTRAL_API_KEY', 'Mistral', 'https://console.mistral.ai/api-keys'),
    baseUrl: 'https://api.mistral.ai/v1',
    baseUrlVariable: 'MISTRAL_BASE_URL',
    // Thinking comes in content parts; `stream_options` is refused and usage comes without it.
    usage: 'told',
    strictSchema: true,
    nineLetterIds: true,
  },
  {
    ...usual,
    id: 'xai',
    title: 'xAI',
    secret: key('XAI_API_KEY', 'xAI', 'https://console.x.ai'),
    baseUrl: 'https://api.x.ai/v1',
    baseUrlVariable: 'XAI_BASE_URL',
    limitField: 'max_completion_tokens',
    schemaWithTools: true,
  },
  {
    ...usual,
    id: 'cohere',
    title: 'Cohere',
    secret: key('COHERE_API_KEY', 'Cohere', 'https://dashboard.cohere.com/api-keys'),
    baseUrl: 'https://api.cohere.ai/compatibility/v1',
    baseUrlVariable: 'COHERE_BASE_URL',
  },
  {
    ...usual,
    id: 'moonshot',
    title: 'Moonshot AI',
    secret: key('MOONSHOT_API_KEY', 'Moonshot AI', 'https://platform.moonshot.ai/console/api-keys'),
    baseUrl: 'https://api.moonshot.ai/v1',
    baseUrlVariable: 'MOONSHOT_BASE_URL',
    ...withoutSchema,
    echoFields: ['reasoning_content'],
  },
  {
    ...usual,
    id: 'zai',
    title: 'Z.ai',
    secret: key('ZAI_API_KEY', 'Z.ai', 'https://z.ai/manage-apikey/apikey-list'),
    baseUrl: 'https://api.z.ai/api/paas/v4',
    baseUrlVariable: 'ZAI_BASE_URL',
    ...withoutSchema,
    echoFields: ['reasoning_content'],
  },
  {
    ...raw,
    id: 'groq',
    title: 'Groq',
    secret: key('GROQ_API_KEY', 'Groq', 'https://console.groq.com/keys'),
    baseUrl: 'https://api.groq.com/openai/v1',
    baseUrlVariable: 'GROQ_BASE_URL',
    limitField: 'max_completion_tokens',
    reasoningFields: ['reasoning', 'reasoning_content'],
    // Its schemas are not for streams.
    rungs: ['forced-tool', 'tool', 'json', 'none'],
  },
  {
    ...raw,
    id: 'together',
    title: 'Together AI',
    secret: key('TOGETHER_API_KEY', 'Together AI', 'https://api.together.ai/settings/api-keys'),
    baseUrl: 'https://api.together.xyz/v1',
    baseUrlVariable: 'TOGETHER_BASE_URL',
  },
  {
    ...raw,
    id: 'fireworks',
    title: 'Fireworks AI',
    secret: key('FIREWORKS_API_KEY', 'Fireworks AI', 'https://app.fireworks.ai/settings/users/api-keys'),
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    baseUrlVariable: 'FIREWORKS_BASE_URL',
  },
  {
    ...usual,
    id: 'openrouter',
    title: 'OpenRouter',
    secret: key('OPENROUTER_API_KEY', 'OpenRouter', 'https://openrouter.ai/settings/keys'),
    baseUrl: 'https://openrouter.ai/api/v1',
    baseUrlVariable: 'OPENROUTER_BASE_URL',
    keyPath: '/key',
    reasoningFields: ['reasoning', 'reasoning_content'],
    strictSchema: true,
    schemaWithTools: true,
    insist: { provider: { require_parameters: true } },
    echoFields: ['reasoning_details'],
    tellsCost: true,
  },
  {
    ...usual,
    id: 'azure',
    title: 'Azure OpenAI',
    secret: key('AZURE_OPENAI_API_KEY', 'Azure OpenAI', 'https://ai.azure.com'),
    baseUrlVariable: 'AZURE_OPENAI_BASE_URL',
    needsAddress: true,
    limitField: 'max_completion_tokens',
    systemRole: 'developer',
    strictSchema: true,
    schemaWithTools: true,
  },
  {
    ...raw,
    id: 'bedrock',
    title: 'Amazon Bedrock',
    secret: key('AWS_BEARER_TOKEN_BEDROCK', 'Amazon Bedrock', 'https://console.aws.amazon.com/bedrock/home#/api-keys'),
    baseUrlVariable: 'BEDROCK_BASE_URL',
    needsAddress: true,
    limitField: 'max_completion_tokens',
  },
  {
    ...raw,
    id: 'custom',
    title: 'Your own server',
    secret: {
      name: 'CUSTOM_OPENAI_API_KEY',
      title: 'Key of your own server',
      page: 'https://platform.openai.com/docs/api-reference/chat',
      optional: true,
    },
    baseUrlVariable: 'CUSTOM_OPENAI_BASE_URL',
    needsAddress: true,
  },
];

const local = (
  id: string,
  title: string,
  port: number,
  baseUrlVariable: string,
  readWindows?: ChatServer['readWindows'],
): ChatServer => ({
  ...raw,
  ...(readWindows && { readWindows }),
  id,
  title,
  local: true,
  baseUrl: `http://127.0.0.1:${port}/v1`,
  baseUrlVariable,
});

const onThisMachine: readonly ChatServer[] = [
  local('ollama', 'Ollama', 11_434, 'OLLAMA_BASE_URL', readOllamaWindows),
  local('lmstudio', 'LM Studio', 1_234, 'LMSTUDIO_BASE_URL', readLmStudioWindows),
  local('llamacpp', 'llama.cpp', 8_080, 'LLAMACPP_BASE_URL', readLlamaWindows),
  local('vllm', 'vLLM', 8_000, 'VLLM_BASE_URL'),
];

/** The servers that speak Chat Completions, in no order of preference: families say who is preferred. */
export const chatServers: readonly ChatServer[] = [...hosted, ...onThisMachine];

/** The same as providers. */
export const compatibleProviders: readonly ProviderDefinition[] = chatServers.map((server) =>
  createChatProvider(server, proveOpenaiKey),
);
