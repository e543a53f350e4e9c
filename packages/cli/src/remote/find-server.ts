// A Parley server that runs on this machine, found by asking the address that it would have. It knows no command.
import { healthSchema } from '@parley/spec';
import { productSettings } from '../product-folder.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Milliseconds a server on this machine has to say that it is there. */
const PATIENCE = 1500;

/** The address of the server that this command would talk to: PARLEY_URL, else HOST and PORT. It need not run. */
export function serverAddress(terminal: Pick<Terminal, 'environment'>): string {
  const given = terminal.environment['PARLEY_URL']?.trim();
  if (given) return given.replace(/\/+$/u, '');
  const { host, port } = productSettings(terminal);
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Its address when a Parley answers there; whatever else answers is not taken for one. */
export async function findServer(terminal: Pick<Terminal, 'environment'>): Promise<string | undefined> {
  const address = serverAddress(terminal);
  try {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(PATIENCE) });
    return healthSchema.safeParse(await response.json()).success ? address : undefined;
  } catch {
    return undefined;
  }
}
