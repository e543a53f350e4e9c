import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).optional(),
    }),
  ),
});
const description = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.literal('Parley'), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

test('the description has every route, every body and no reference to nowhere', async () => {
  const { app } = createTestApp(database);
  const body: unknown = await (await app.request('http://localhost/api/openapi.json')).json();
  const { paths, components } = description.parse(body);
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routed = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(new Set(described)).toEqual(new Set(routed));
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const isBare = (path.includes('{id}') && !path.endsWith('/answers')) || path.endsWith('/refresh');
      const takesBody = method === 'put' || (method === 'post' && !isBare);
      expect(requestBody !== undefined, `${method} ${path}`).toBe(takesBody);
      for (const [status, { content }] of Object.entries(responses)) {
        expect(content !== undefined, `${method} ${path} ${status}`).toBe(status !== '204');
      }
    }
  }
  const references = JSON.stringify(body).match(/"\$ref":"[^"]*"/g) ?? [];
  const known = new Set(Object.keys(components.schemas).map((name) => `"$ref":"#/components/schemas/${name}"`));
  expect(references.filter((reference) => !known.has(reference))).toEqual([]);
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Graph', 'RunEvent', 'RunState', 'ErrorBody', 'Diagnostic']),
  );
});

test('the JSON Schema of a mesh stands alone', async () => {
  const { app } = createTestApp(database);
  const schema: unknown = await (await app.request('http://localhost/api/schema/graph.json')).json();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/Graph',
    $defs: { Graph: { type: 'object', required: ['version', 'name', 'nodes', 'edges'], additionalProperties: false } },
  });
});
