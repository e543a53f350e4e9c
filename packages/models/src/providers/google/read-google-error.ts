// Reads what Google says about a failed call. Its SDK gives only a status and a message that is the JSON body.
import { z } from 'zod';
import type { VendorError } from '../wire-fault.ts';

const bodySchema = z.object({
  error: z.object({
    message: z.string().default(''),
    details: z
      .array(
        z.looseObject({
          reason: z.string().optional(),
          /** Protobuf duration, such as "13.5s". */
          retryDelay: z.string().optional(),
          violations: z.array(z.looseObject({ quotaId: z.string().optional() })).optional(),
        }),
      )
      .default([]),
  }),
});

/** The vendor's error behind the SDK's ApiError of this status and message. */
export function readGoogleError(status: number, message: string): VendorError {
  const parsed = bodySchema.safeParse(parseJson(message));
  if (!parsed.success) return { status, words: '' };
  const { message: words, details } = parsed.data.error;
  const delay = details
    .map((detail) => /^([\d.]+)s$/.exec(detail.retryDelay ?? '')?.[1])
    .find((seconds) => seconds !== undefined);
  const told = { status, words, ...(delay !== undefined && { retryAfter: Math.round(Number(delay) * 1000) }) };
  if (details.some(({ reason }) => reason === 'API_KEY_INVALID') || /api key (not valid|expired)/i.test(words))
    return { ...told, kind: 'bad-key' };
  if (status === 400 && /token count .*exceeds the maximum/i.test(words)) return { ...told, kind: 'context' };
  // A minute's limit passes by waiting; a day's does not.
  if (
    status === 429 &&
    details.some(({ violations }) => violations?.some(({ quotaId }) => quotaId?.includes('PerDay')))
  )
    return { ...told, kind: 'quota' };
  return told;
}

/** In a stream the SDK puts words before the JSON. */
function parseJson(message: string): unknown {
  try {
    return JSON.parse(message.slice(Math.max(0, message.indexOf('{'))));
  } catch {
    return undefined;
  }
}
