// Watches what passes through a fetch: that an answer came, that bytes came, that the line broke. Changes nothing of it.

/** What a watcher is told, in the order in which it happens. */
export interface FetchWatch {
  /** Response headers arrived. */
  answered?(response: Response): void;
  /** Bytes of the body arrived. */
  heard?(): void;
  /** The line broke before the body's end. */
  broken?(): void;
}

/** A fetch that does what `inner` does and tells `watch` about it. */
export function watchFetch(inner: typeof fetch, watch: FetchWatch): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    watch.answered?.(response);
    if (!response.body) return response;
    const reader = response.body.getReader();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
            return;
          }
          watch.heard?.();
          controller.enqueue(value);
        } catch (error) {
          watch.broken?.();
          controller.error(error);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}
