// What servers on this machine say of their windows, literally.
import { expect, it } from 'vitest';
import { readModelList } from '../read-model-list.ts';
import { readLlamaWindows, readLmStudioWindows, readOllamaWindows } from './local-windows.ts';

/** A server that answers with these texts, and the paths and bodies it was asked. */
function answer(replies: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const ask = (path: string, body?: unknown): Promise<unknown> => {
    const name = body === undefined ? path : `${path} ${JSON.stringify(body)}`;
    asked.push(name);
    const text = replies[name];
    return Promise.resolve(text === undefined ? undefined : JSON.parse(text));
  };
  return { ask, asked };
}
const listed = (...ids: string[]) => ids.map((id) => ({ id }));
const show = (model: string) => `/api/show {"model":"${model}"}`;

it('Ollama: what is loaded, else what the model file asks for, else its default and never more than the model holds', async () => {
  const { ask, asked } = answer({
    '/api/ps':
      '{"models":[{"name":"gemma4:latest","model":"gemma4:latest","size":6591830464,"digest":"c6eb","details":{"format":"gguf","family":"gemma4","parameter_size":"8.0B"},"expires_at":"2026-11-22T22:33:07Z","size_vram":5333539264,"context_length":32768}]}',
    [show('qwen3:8b')]:
      '{"license":"Apache","parameters":"stop                           \\"<|im_end|>\\"\\nnum_ctx                        16384\\ntemperature                    0.6","model_info":{"general.architecture":"qwen3","qwen3.context_length":40960},"capabilities":["completion","tools"]}',
    [show('llama3.2:3b')]: '{"model_info":{"general.architecture":"llama","llama.context_length":131072}}',
    [show('tiny:1b')]: '{"model_info":{"general.architecture":"gpt2","gpt2.context_length":2048}}',
    [show('gpt-oss:120b-cloud')]: '{"model_info":{"general.architecture":"gptoss","gptoss.context_length":131072}}',
  });
  const models = listed('gemma4:latest', 'gpt-oss:120b-cloud', 'llama3.2:3b', 'lost:1b', 'qwen3:8b', 'tiny:1b');
  expect(await readOllamaWindows(models, ask)).toEqual([
    { id: 'gemma4:latest', contextWindow: 32_768 },
    { id: 'gpt-oss:120b-cloud', contextWindow: 131_072 },
    { id: 'llama3.2:3b', contextWindow: 4_096 },
    { id: 'lost:1b', contextWindow: 4_096 },
    { id: 'qwen3:8b', contextWindow: 16_384 },
    { id: 'tiny:1b', contextWindow: 2_048 },
  ]);
  expect(asked).not.toContain(show('gemma4:latest'));
});

it('LM Studio: what is loaded, else its default', async () => {
  const { ask } = answer({
    '/api/v0/models':
      '{"object":"list","data":[{"id":"qwen3-8b","object":"model","type":"llm","publisher":"qwen","arch":"qwen3","compatibility_type":"gguf","quantization":"Q4_K_M","state":"loaded","max_context_length":40960,"loaded_context_length":12288},{"id":"gemma-3-4b","object":"model","type":"llm","state":"not-loaded","max_context_length":131072}]}',
  });
  expect(await readLmStudioWindows(listed('gemma-3-4b', 'qwen3-8b'), ask)).toEqual([
    { id: 'gemma-3-4b', contextWindow: 4_096 },
    { id: 'qwen3-8b', contextWindow: 12_288 },
  ]);
});

it('llama.cpp: what one slot holds; nothing when it does not say', async () => {
  const { ask } = answer({
    '/props':
      '{"default_generation_settings":{"id":0,"n_ctx":6144,"params":{"n_predict":-1}},"total_slots":4,"model_path":"/models/qwen3-8b.gguf"}',
  });
  expect(await readLlamaWindows(listed('qwen3-8b'), ask)).toEqual([{ id: 'qwen3-8b', contextWindow: 6_144 }]);
  expect(await readLlamaWindows(listed('qwen3-8b'), answer({}).ask)).toEqual(listed('qwen3-8b'));
});

it.each([
  ['vLLM', '{"object":"list","data":[{"id":"m","object":"model","root":"m","max_model_len":32768}]}', 32_768],
  [
    'OpenRouter, whose host holds less',
    '{"data":[{"id":"m","context_length":262144,"top_provider":{"context_length":131072,"max_completion_tokens":16384}}]}',
    131_072,
  ],
  ['Groq', '{"object":"list","data":[{"id":"m","context_window":131072,"max_completion_tokens":65536}]}', 131_072],
  ['Mistral', '{"object":"list","data":[{"id":"m","max_context_length":262144,"capabilities":{}}]}', 262_144],
  ['Together', '[{"id":"m","context_length":8193}]', 8_193],
  ['Anthropic', '{"data":[{"type":"model","id":"m","max_input_tokens":1000000,"max_tokens":128000}]}', 1_000_000],
  ['OpenAI', '{"object":"list","data":[{"id":"m","object":"model","owned_by":"openai"}]}', undefined],
  ['one that says nonsense', '{"data":[{"id":"m","context_length":"much","max_model_len":-1}]}', undefined],
])('reads the window in the list of %s', (_, page, contextWindow) => {
  expect(readModelList(JSON.parse(page))).toEqual([{ id: 'm', ...(contextWindow && { contextWindow }) }]);
});
