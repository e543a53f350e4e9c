// The list of models as OpenAI and every compatible server gives it, read without any SDK.

/** The ids, sorted. Throws SyntaxError for what is no such list. */
export function readModelIds(page: unknown): string[] {
  // Together gives the bare list.
  if (Array.isArray(page)) return page.map(idOf).toSorted();
  if (typeof page === 'object' && page !== null && 'data' in page) {
    if (Array.isArray(page.data)) return page.data.map(idOf).toSorted();
    // Ollama without a model says so.
    if (page.data === null && 'object' in page && page.object === 'list') return [];
  }
  throw new SyntaxError('no list of models');
}

function idOf(model: unknown): string {
  if (typeof model === 'object' && model !== null && 'id' in model && typeof model.id === 'string') return model.id;
  throw new SyntaxError('a model without an id');
}
