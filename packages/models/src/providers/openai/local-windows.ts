// How much a server on this machine really holds of a model: often far less than the model could. OpenAI's shape has no word
// for it, so each is asked in its own. Knows no address and makes no request: it is given one that does.
import type { AskServer, ListedModel } from '../../provider.ts';
import { arrayAt, countAt, fieldAt, isObject, textAt } from '../read-fields.ts';

/**
 * What Ollama and LM Studio give a model that is not loaded when nobody told them otherwise: more memory lets Ollama give
 * more, and it shows as soon as the model is loaded. What does not fit they drop without a word.
 */
const untold = 4_096;

/** Ollama: what it holds of a loaded model, else what the model file asks for (`/api/ps`, `/api/show`). */
export async function readOllamaWindows(models: readonly ListedModel[], ask: AskServer): Promise<ListedModel[]> {
  const running = new Map(
    arrayOf(await ask('/api/ps'), 'models').map((model) => [textAt(model, 'model'), countAt(model, 'context_length')]),
  );
  return Promise.all(
    models.map(async (model) => {
      const held = running.get(model.id) ?? 0;
      const contextWindow = held > 0 ? held : readModelFile(model.id, await ask('/api/show', { model: model.id }));
      return { ...model, contextWindow };
    }),
  );
}

function readModelFile(id: string, shown: unknown): number {
  if (!isObject(shown)) return untold;
  const details = fieldAt(shown, 'model_info');
  const trained = isObject(details) ? countAt(details, `${textAt(details, 'general.architecture')}.context_length`) : 0;
  // Its cloud gives all that the model can hold.
  if (/[:-]cloud$/.test(id) && trained > 0) return trained;
  const [, told] = /^num_ctx\s+(\d+)/m.exec(textAt(shown, 'parameters')) ?? [];
  return atMost(told === undefined ? untold : Number(told), trained);
}

/** LM Studio: what it holds of a loaded model (`/api/v0/models`). */
export async function readLmStudioWindows(models: readonly ListedModel[], ask: AskServer): Promise<ListedModel[]> {
  const known = new Map(arrayOf(await ask('/api/v0/models'), 'data').map((model) => [textAt(model, 'id'), model]));
  return models.map((model) => {
    const own = known.get(model.id) ?? {};
    const held = countAt(own, 'loaded_context_length');
    return { ...model, contextWindow: held > 0 ? held : atMost(untold, countAt(own, 'max_context_length')) };
  });
}

/** llama.cpp: what one of its slots holds (`/props`); it serves one model. */
export async function readLlamaWindows(models: readonly ListedModel[], ask: AskServer): Promise<ListedModel[]> {
  const props = await ask('/props');
  const settings = isObject(props) ? fieldAt(props, 'default_generation_settings') : undefined;
  const held = isObject(settings) ? countAt(settings, 'n_ctx') : 0;
  return models.map((model) => (held > 0 ? { ...model, contextWindow: held } : model));
}

function arrayOf(answer: unknown, name: string): readonly object[] {
  return isObject(answer) ? arrayAt(answer, name).filter(isObject) : [];
}

/** No more than the model could hold, where that is known. */
function atMost(window: number, trained: number): number {
  return trained > 0 ? Math.min(window, trained) : window;
}
