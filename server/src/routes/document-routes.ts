// HTTP for documents: upload a file, read a stored document.
import { AppError, documentRefSchema, documentSchema } from '@parley/spec';
import { Hono } from 'hono';
import { z } from 'zod';
import type { DocumentStore } from '../documents/document-store.ts';
import { readUpload } from '../documents/read-upload.ts';
import { describe } from '../http/describe.ts';
import { limitBody, readRequest, requireType } from '../http/read-body.ts';

const uploadForm = z.object({ file: z.file() });
const tag = 'Documents';

/** Routes under `/api/documents`. */
export function createDocumentRoutes({ documents }: { readonly documents: DocumentStore }) {
  return new Hono()
    .post(
      '/',
      describe({
        summary: 'Store a text, Markdown or PDF file',
        tag,
        answers: { 201: ['The stored document, without its text.', documentRefSchema] },
        faults: [400, 413, 415, 422],
      }),
      limitBody(20, 'A document'),
      requireType('multipart/form-data'),
      readRequest('form', uploadForm),
      async (context) => {
        const { file } = context.req.valid('form');
        const bytes = new Uint8Array(await file.arrayBuffer());
        return context.json(await documents.add(await readUpload(bytes, file.name, file.type)), 201);
      },
    )
    .get(
      '/:id',
      describe({
        summary: 'One document with its text',
        tag,
        answers: { 200: ['The document.', documentSchema] },
        faults: [404],
      }),
      async (context) => {
        const document = await documents.find(context.req.param('id'));
        if (!document) throw new AppError('user/not-found', 'There is no document with this id. Upload it again.');
        return context.json(document);
      },
    );
}
