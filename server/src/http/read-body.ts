// The door for request bodies: size, content type and shape, each refused with a sentence that names what is wrong.
import { AppError } from '@parley/spec';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Env, ValidationTargets } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { validator } from 'hono-openapi';
import { refuseFields } from './request-refused.ts';

const MEGABYTE = 1024 * 1024;

/** Refuses bodies over `megabytes` with `limit/too-large`, before they are parsed. */
export function limitBody(megabytes: number, what: string) {
  return bodyLimit({
    maxSize: megabytes * MEGABYTE,
    onError: () => {
      throw new AppError('limit/too-large', `${what} can be at most ${megabytes} MB. Nothing was changed.`);
    },
  });
}

/** Refuses a body of another media type with `user/unsupported-type`. */
export function requireType(mediaType: 'application/json' | 'multipart/form-data') {
  return createMiddleware(async (context, next) => {
    const sent = (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
    if (sent !== mediaType) {
      const found = sent ? `"${sent}"` : 'a body without a type';
      throw new AppError(
        'user/unsupported-type',
        `This address takes ${mediaType}, and ${found} came. Nothing was changed.`,
      );
    }
    await next();
  });
}

/** `hono-openapi`'s validator with our refusal: `user/bad-request` names every wrong field. */
export function readRequest<Schema extends StandardSchemaV1, Target extends keyof ValidationTargets>(
  target: Target,
  schema: Schema,
) {
  return validator<Schema, Target, Env, string>(target, schema, (result) => {
    if (result.success) return;
    throw refuseFields(result.error.map((issue) => ({ path: toPath(issue.path), message: issue.message })));
  });
}

function toPath(path: StandardSchemaV1.Issue['path']): string {
  return (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}
