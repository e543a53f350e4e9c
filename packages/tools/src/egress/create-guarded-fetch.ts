// fetch behind the egress guard: every connection goes to an address that was checked for it. Follows no redirect.
import type { LookupFunction } from 'node:net';
import { AppError } from '@parley/spec';
import type { Agent, RequestInit, Response } from 'undici';
import { type EgressGuard, portOf } from './egress-guard.ts';

export interface GuardedFetch {
  /**
   * As `fetch`, with `redirect: 'manual'`. Throws the guard's AppErrors, `provider/unreachable` when nobody answers, and
   * what the signal was aborted with.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Ends all connections. */
  close(): Promise<void>;
}

export function createGuardedFetch(guard: EgressGuard): GuardedFetch {
  // Checked at the moment of connecting and used at once: there is no second look-up that could answer otherwise.
  // Host header, SNI and certificate stay those of the name.
  const agents = new Map<number, Agent>();
  const agentFor = (port: number, AgentClass: typeof Agent): Agent => {
    const known = agents.get(port);
    if (known) return known;
    const lookup: LookupFunction = (hostname, { all }, callback) => {
      guard.resolve(hostname, port).then(
        (addresses) => {
          const [first] = addresses;
          if (all) callback(null, addresses);
          else callback(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
      );
    };
    const agent = new AgentClass({ connect: { lookup, timeout: 10_000 } });
    agents.set(port, agent);
    return agent;
  };

  return {
    async fetch(given, init = {}) {
      const url = guard.checkUrl(given);
      const port = portOf(url);
      // Only who fetches needs it.
      const undici = await import('undici');
      try {
        return await undici.fetch(url, { ...init, redirect: 'manual', dispatcher: agentFor(port, undici.Agent) });
      } catch (error) {
        throw explain(error, url, init.signal);
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

function explain(error: unknown, url: URL, signal: AbortSignal | null | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  return new AppError('provider/unreachable', `${url.host} does not answer. Try again later, or use another address.`, {
    cause: error,
  });
}
