// A real HTTP server on this machine for tests, on any address of 127.0.0.0/8.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

export interface LocalServer {
  readonly port: number;
  /** Requests so far, as `METHOD path`. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startLocalServer(answer: RequestListener, address = '127.0.0.1', port = 0): Promise<LocalServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(port, address);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  return {
    port: bound.port,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
