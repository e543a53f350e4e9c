// The SDK reads an error's words from a field `error` and loses those of servers that have no such field. This moves them there.

/** A fetch whose failed answers hold their words where the SDK looks for them. */
export function wrapErrorBody(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    if (response.ok) return response;
    const text = await response.text();
    return new Response(moveWords(text), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function moveWords(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== 'object' || body === null || 'error' in body) return text;
  const words = 'message' in body ? body.message : 'detail' in body ? body.detail : undefined;
  if (words === undefined) return text;
  return JSON.stringify({ error: { message: typeof words === 'string' ? words : JSON.stringify(words) } });
}
