// The tools' part of the HTTP API. A token goes to the server and never comes back.
import {
  type OfferedTool,
  offeredToolSchema,
  type ToolServer,
  toolServerSchema,
  type ToolStatus,
  toolStatusSchema,
} from '@parley/spec';
import { z } from 'zod';
import { request } from '../api/api.ts';

const toolsBody = z.object({ tools: z.array(toolStatusSchema) });
const serversBody = z.object({ servers: z.array(toolServerSchema) });
const offeredBody = z.object({ tools: z.array(offeredToolSchema) });
const serversPath = '/api/tools/servers';
const serverPath = (id: string, rest = ''): string => `${serversPath}/${encodeURIComponent(id)}${rest}`;

export interface NewToolServer {
  readonly url: string;
  readonly title?: string;
  readonly isPrivate: boolean;
  readonly token?: string;
}

export const toolApi = {
  async list(signal?: AbortSignal): Promise<ToolStatus[]> {
    return (await request(toolsBody, '/api/tools', signal && { signal })).tools;
  },
  async servers(signal?: AbortSignal): Promise<ToolServer[]> {
    return (await request(serversBody, serversPath, signal && { signal })).servers;
  },
  add: (server: NewToolServer): Promise<ToolServer> =>
    request(toolServerSchema, serversPath, { method: 'POST', json: server }),
  remove: (id: string): Promise<undefined> => request(z.undefined(), serverPath(id), { method: 'DELETE' }),
  /** Null forgets it. */
  setToken: (id: string, token: string | null): Promise<ToolServer> =>
    request(toolServerSchema, serverPath(id, '/token'), { method: 'PUT', json: { token } }),
  /** Has the server asked which tools it offers now. */
  async look(id: string): Promise<OfferedTool[]> {
    return (await request(offeredBody, serverPath(id, '/look'), { method: 'POST' })).tools;
  },
  /** Allows a tool as it was shown; null takes that back. */
  allow: (id: string, name: string, fingerprint: string | null): Promise<ToolServer> =>
    request(toolServerSchema, serverPath(id, '/tools'), { method: 'PUT', json: { name, fingerprint } }),
};
