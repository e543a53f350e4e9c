// Calls of the test app as tests make them: raw, typed, and checked refusals.
import { createGraph, errorBodySchema, type Graph } from '@parley/spec';
import { testClient } from 'hono/testing';
import { createTestApp } from './test-app.ts';
import type { TestDatabase } from './test-database.ts';

/** The test app with short ways to call it, as a page of its own address would. */
export function createTestClient(
  database: Pick<TestDatabase, 'db' | 'pool'>,
  options?: Parameters<typeof createTestApp>[1],
) {
  const test = createTestApp(database, options);
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isText = typeof body === 'string' || body instanceof FormData || body === undefined;
    const response = await test.app.request(`http://127.0.0.1:4600${path}`, {
      method,
      headers: { ...(isText ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { response, status: response.status, text };
  };
  /** The error body, checked against its schema. */
  const refused = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const { status, text } = await send(method, path, body, headers);
    return { status, ...errorBodySchema.parse(JSON.parse(text)) };
  };
  return {
    ...test,
    send,
    refused,
    client: testClient(test.app, undefined, undefined, { headers: { Host: '127.0.0.1' } }),
  };
}

/** A mesh that is whole in shape and not wired yet. */
export function sampleGraph(): Graph {
  return {
    ...createGraph('A question'),
    nodes: [
      {
        id: 'in',
        type: 'input',
        position: { x: 0, y: 0 },
        config: { question: 'What changes?', text: 'Tariffs rise.' },
      },
      { id: 'reader', type: 'agent', position: { x: 1, y: 0 }, config: { family: 'lexical', domain: 'law' } },
      { id: 'out', type: 'output', position: { x: 2, y: 0 }, config: {} },
    ],
    edges: [],
  };
}
