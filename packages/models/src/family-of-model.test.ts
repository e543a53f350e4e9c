import { describe, expect, it } from 'vitest';
import { familyOfModel, modelKey } from './family-of-model.ts';

describe('the family of a model, by its name', () => {
  it.each([
    ['llama3.2:3b', 'llama'],
    ['codellama:7b', 'llama'],
    ['NousResearch/Hermes-3-Llama-3.1-8B', 'llama'],
    ['deepseek-ai/DeepSeek-R1-Distill-Llama-70B', 'llama'],
    ['deepseek-r1:70b', 'llama'],
    ['deepseek-r1:8b', 'qwen'],
    ['deepseek-r1-distill-qwen-14b', 'qwen'],
    ['deepseek-r1:671b', 'deepseek'],
    ['qwq:32b', 'qwen'],
    ['Qwen/Qwen3-235B-A22B', 'qwen'],
    ['gemma3n:e4b', 'gemma'],
    ['google/gemini-2.5-pro', 'gemini'],
    ['openai/gpt-oss-20b', 'gpt-oss'],
    ['global.openai.gpt-5.6-sol', 'gpt'],
    ['openai/o4-mini', 'gpt'],
    ['devstral:24b', 'mistral'],
    ['mistral-nemo', 'mistral'],
    ['accounts/fireworks/models/kimi-k2p6', 'kimi'],
    ['THUDM/chatglm3-6b', 'glm'],
    ['command-r7b', 'command'],
    ['aya-expanse:8b', 'command'],
    ['phi4:14b', 'other'],
    ['solar-pro', 'other'],
    ['my-own-model', 'other'],
    ['nomic-embed-text:latest', undefined],
    ['bge-m3', undefined],
    ['whisper-large-v3', undefined],
    ['llama-guard-4-12b', undefined],
  ])('%s: %s', (model, family) => {
    expect(familyOfModel(model)).toBe(family);
  });
});

describe('two names of the same weights', () => {
  it.each([
    ['llama3.3:70b', 'llama-3.3-70b'],
    ['gemma-3-27b', 'google/gemma-3-27b-it'],
    ['qwen3:8b', 'Qwen/Qwen3-8B'],
    ['gpt-oss:20b', 'openai/gpt-oss-20b'],
    ['phi4', 'phi4:latest'],
  ])('%s is %s', (one, other) => {
    expect(modelKey(one)).toBe(modelKey(other));
  });

  it.each([
    ['llama3.3:70b', 'llama3.1:70b'],
    ['qwen3:8b', 'qwen3:8b-q4_K_M'],
    ['qwen3-32b', 'qwen3-32b-awq'],
    ['gpt-5', 'gpt-5-mini'],
  ])('%s is not %s', (one, other) => {
    expect(modelKey(one)).not.toBe(modelKey(other));
  });
});
