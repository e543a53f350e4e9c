// A conversation as the MCP specification (2025-06-18, "Streamable HTTP") lays it out, written by hand: so that our client
// and the SDK's server do not share an error.
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { startLocalServer } from '../testing/local-server.ts';
import { connectMcp } from './connect-mcp.ts';

const session = '1868a90c-7d2b-4b6f-9d3e-0c5f4f1c2a77';
const initialized =
  '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"ExampleServer","version":"1.0.0"},"instructions":"Optional instructions for the client"}}';
const listed =
  '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"get_weather","title":"Weather Information Provider","description":"Get current weather information for a location","inputSchema":{"type":"object","properties":{"location":{"type":"string","description":"City name or zip code"}},"required":["location"]}}]}}';
const called =
  '{"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"Current weather in New York:\\nTemperature: 72°F\\nConditions: Partly cloudy"}],"isError":false}}';
const progress =
  '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"Asking the station…"}}';

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

test('speaks as the specification says: JSON and event streams, the session and the version in each header', async () => {
  const heard: unknown[] = [];
  const site = await startLocalServer((request, response) => {
    void (async () => {
      const body = await readBody(request);
      const { accept, authorization, 'mcp-session-id': id, 'mcp-protocol-version': version } = request.headers;
      heard.push({
        method: request.method,
        ...(body !== '' && { body: JSON.parse(body) }),
        headers: { accept, authorization, id, version },
      });
      if (body.includes('"initialize"')) {
        response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': session }).end(initialized);
      } else if (body.includes('notifications/initialized')) response.writeHead(202).end();
      else if (body.includes('tools/list')) response.writeHead(200, { 'content-type': 'application/json' }).end(listed);
      else if (body.includes('tools/call')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`event: message\nid: 1\ndata: ${progress}\n\n: a comment\n\n`);
        // Cut inside a character and inside a line.
        const event = Buffer.from(`event: message\nid: 2\ndata: ${called}\n\n`);
        const cut = event.indexOf('°') + 1;
        response.write(event.subarray(0, cut), () => response.end(event.subarray(cut)));
      } else if (request.method === 'DELETE') response.writeHead(200).end();
      else response.writeHead(405, { allow: 'POST, DELETE' }).end();
    })();
  });
  const url = `http://127.0.0.1:${site.port}/mcp`;
  const server = { id: 'e', title: 'Example', url, isPrivate: true, token: 'abc' };
  const connection = await connectMcp(server, { greeting: 5000, call: 5000, bytes: 100_000 });
  const { signal } = new AbortController();
  expect(await connection.listTools(signal)).toEqual([
    {
      name: 'get_weather',
      title: 'Weather Information Provider',
      description: 'Get current weather information for a location',
      inputSchema: {
        type: 'object',
        properties: { location: { type: 'string', description: 'City name or zip code' } },
        required: ['location'],
      },
    },
  ]);
  expect(await connection.callTool('get_weather', { location: 'New York' }, signal)).toEqual({
    ok: true,
    text: 'Current weather in New York:\nTemperature: 72°F\nConditions: Partly cloudy',
  });
  await connection.close();
  await site.close();

  const posted = { accept: 'application/json, text/event-stream', authorization: 'Bearer abc' };
  const within = { id: session, version: '2025-06-18' };
  // The stream that the client may open by GET comes when it comes.
  expect(heard.filter((one) => !JSON.stringify(one).startsWith('{"method":"GET"'))).toEqual([
    {
      method: 'POST',
      body: {
        jsonrpc: '2.0',
        id: 0,
        method: 'initialize',
        params: {
          protocolVersion: expect.any(String),
          capabilities: {},
          clientInfo: { name: 'parley', version: '0.1.0' },
        },
      },
      headers: { ...posted, id: undefined, version: undefined },
    },
    {
      method: 'POST',
      body: { jsonrpc: '2.0', method: 'notifications/initialized' },
      headers: { ...posted, ...within },
    },
    {
      method: 'POST',
      body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
      headers: { ...posted, ...within },
    },
    {
      method: 'POST',
      body: {
        jsonrpc: '2.0',
        id: 2,
        method: 'tools/call',
        params: { name: 'get_weather', arguments: { location: 'New York' } },
      },
      headers: { ...posted, ...within },
    },
    { method: 'DELETE', headers: { accept: '*/*', authorization: 'Bearer abc', ...within } },
  ]);
});
