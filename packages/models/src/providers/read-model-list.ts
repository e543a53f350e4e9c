// The list of models as OpenAI and every compatible server gives it, read without any SDK.
import type { ListedModel } from '../provider.ts';
import { countAt, fieldAt, isObject } from './read-fields.ts';

/** Its models with what is said of their windows, sorted by id. Throws SyntaxError for what is no such list. */
export function readModelList(page: unknown): ListedModel[] {
  // Together gives the bare list.
  if (Array.isArray(page)) return sortModels(page.map(readModel));
  if (isObject(page) && 'data' in page) {
    if (Array.isArray(page.data)) return sortModels(page.data.map(readModel));
    // Ollama without a model says so.
    if (page.data === null && 'object' in page && page.object === 'list') return [];
  }
  throw new SyntaxError('no list of models');
}

/** The same models in the order of their ids. */
export function sortModels(models: readonly ListedModel[]): ListedModel[] {
  return models.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What servers call the tokens that they hold at once: vLLM, OpenRouter and others, Groq, Mistral, Anthropic. */
const windowFields = ['max_model_len', 'context_length', 'context_window', 'max_context_length', 'max_input_tokens'];

function readModel(model: unknown): ListedModel {
  const id = isObject(model) ? fieldAt(model, 'id') : undefined;
  if (!isObject(model) || typeof id !== 'string') throw new SyntaxError('a model without an id');
  // OpenRouter's own hosts may hold less than the model could.
  const host = fieldAt(model, 'top_provider');
  const told = [model, ...(isObject(host) ? [host] : [])].map((part) => {
    return windowFields.map((name) => countAt(part, name)).find((count) => count > 0) ?? 0;
  });
  const windows = told.filter((count) => count > 0);
  return { id, ...(windows.length > 0 && { contextWindow: Math.min(...windows) }) };
}
