// A response that breaks off when its body grows too large.
import { AppError } from '@parley/spec';
import type { Response as UndiciResponse } from 'undici';

/** The same response as the platform's class; after `most` bytes its body fails with `limit/too-large`, which is also told. */
export function limitResponse(response: UndiciResponse, most: number, onTooLarge: (error: AppError) => void): Response {
  let size = 0;
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.length;
        if (size <= most) {
          controller.enqueue(chunk);
          return;
        }
        const error = new AppError(
          'limit/too-large',
          `The answer is larger than ${most / 1_000_000} MB. Ask for less.`,
        );
        onTooLarge(error);
        controller.error(error);
      },
    }),
  );
  const { status, statusText } = response;
  return new Response(body ?? null, { status, statusText, headers: [...response.headers] });
}
