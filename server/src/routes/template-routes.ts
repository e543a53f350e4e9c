// HTTP for templates: what there is, and a mesh made of one.
import { AppError, graphRecordSchema, templateSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { TemplateShelf } from '../examples/template-shelf.ts';
import { describe } from '../http/describe.ts';
import { sendJson } from '../http/send-json.ts';

const tag = 'Graphs';

/** Routes under `/api/templates`. */
export function createTemplateRoutes({ templates }: { readonly templates: TemplateShelf }) {
  return new Hono()
    .get(
      '/',
      describe({
        summary: 'The templates that come with Parley',
        tag,
        answers: { 200: ['The templates.', z.strictObject({ templates: z.array(templateSchema) })] },
      }),
      async (context) => context.json({ templates: await templates.list() }),
    )
    .post(
      '/:id',
      describe({
        summary: 'Save a new mesh made of a template',
        tag,
        answers: { 201: ['The saved mesh.', graphRecordSchema] },
        faults: [404],
      }),
      async (context) => {
        const record = await templates.take(context.req.param('id'));
        if (!record) throw new AppError('user/not-found', 'There is no template with this id. Nothing was made.');
        return sendJson(context, record, 201);
      },
    );
}
