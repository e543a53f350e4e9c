import type { FamilyStatus, RouteStatus } from '@parley/spec';
import { expect, test } from 'vitest';
import { routeWords, stateWords } from './route-words.ts';

const routes: RouteStatus[] = [
  { provider: 'groq', title: 'Groq', ready: false, needs: 'key' },
  { provider: 'together', title: 'Together AI', ready: true },
  { provider: 'openrouter', title: 'OpenRouter', ready: true },
  { provider: 'ollama', title: 'Ollama', ready: false, needs: 'model' },
  { provider: 'vllm', title: 'vLLM', ready: false, needs: 'server' },
];
const llama: FamilyStatus = {
  id: 'llama',
  title: 'Llama',
  lineage: 'llama',
  kind: 'model',
  description: '',
  glyph: 'llama',
  provider: 'together',
  routes,
  models: [],
  defaultModel: '',
  available: true,
};

test('says which way is taken, which steps in, and what the others lack', () => {
  expect(routes.map((route) => routeWords(route, llama))).toEqual([
    'needs a key',
    'speaks now',
    'steps in when the one before fails',
    'has no model of this family',
    'does not answer',
  ]);
});

test('says over whom a family speaks, or why it does not', () => {
  const { routes: _, ...reader } = llama;
  expect([
    stateWords(llama),
    stateWords({ ...llama, routes: routes.slice(0, 2) }),
    stateWords(reader),
    stateWords({ ...llama, available: false, missing: 'key', routes: routes.slice(0, 1) }),
    stateWords({ ...llama, available: false, routes: routes.slice(3) }),
  ]).toEqual([
    'speaks over Together AI, else over OpenRouter',
    'speaks over Together AI',
    'can speak now',
    'needs a key to speak',
    'cannot speak now',
  ]);
});
