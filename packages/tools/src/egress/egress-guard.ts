// The guard of every request to an address that a model or a document named: which addresses may be asked at all.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '@parley/spec';
import { isMetadata, refusedAddress } from './refused-address.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface EgressGuard {
  /** The URL when it may be asked, as far as it alone tells; throws `user/bad-request` in words for a model. */
  checkUrl(url: string | URL): URL;
  /**
   * All addresses of a host that checkUrl let through, each checked: connect to these and to nothing else. Throws
   * `user/bad-request` when one of them is not public, `provider/unreachable` when there is none.
   */
  resolve(hostname: string, port: number): Promise<ResolvedAddress[]>;
}

export interface EgressGuardOptions {
  /** Hosts beyond the public net that may be asked, each `host` (every port) or `host:port`. */
  readonly privateHosts?: readonly string[];
  /** Public hosts may be asked at every port: for an address that a person typed, not a model. */
  readonly anyPort?: boolean;
  /** Replaced in tests; the system's when absent. */
  readonly lookup?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  /** Replaced in tests: what an address leads to when it is not public. */
  readonly refuses?: (address: string) => string | undefined;
}

const publicPorts = new Set([80, 443, 8080, 8443]);
/** Names by which clouds offer what `isMetadata` knows by address. */
const metadataNames = /^(metadata\.google\.internal|metadata\.goog|metadata|instance-data(\.ec2\.internal)?)$/u;

export function createEgressGuard(options: EgressGuardOptions = {}): EgressGuard {
  const { privateHosts = [], anyPort = false, refuses = refusedAddress } = options;
  const find = options.lookup ?? ((hostname) => lookup(hostname, { all: true, verbatim: true }));
  const allowed = new Set(privateHosts.map((host) => host.trim().toLowerCase()).filter(Boolean));
  const isAllowed = (host: string, port: number) => allowed.has(host) || allowed.has(`${host}:${port}`);

  return {
    checkUrl(given) {
      const url = parse(given);
      const [host, port] = [nameOf(url.hostname), portOf(url)];
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw refuse(`"${url.protocol}" addresses are not fetched, only http and https ones.`);
      }
      if (url.username !== '' || url.password !== '')
        throw refuse('An address with a user or a password is not fetched.');
      if (metadataNames.test(host) || isMetadata(bare(host))) throw refuseHost(host, "a cloud's own service");
      if (isAllowed(host, port)) return url;
      if (!anyPort && !publicPorts.has(port)) throw refuse(`Port ${port} is not one that pages are fetched from.`);
      // The URL parser has turned every spelling of an IPv4 address (decimal, octal, hex, short) into the usual one.
      const reason = isIP(bare(host)) === 0 ? undefined : refuses(bare(host));
      if (reason !== undefined) throw refuseHost(host, reason);
      return url;
    },

    async resolve(hostname, port) {
      const host = nameOf(hostname);
      const addresses = await find(host).catch((error: unknown) => {
        throw unknownHost(host, error);
      });
      if (addresses.length === 0) throw unknownHost(host);
      for (const { address } of addresses) {
        const reason = isMetadata(address)
          ? "a cloud's own service"
          : isAllowed(host, port)
            ? undefined
            : refuses(address);
        if (reason !== undefined) throw refuseHost(host, reason);
      }
      return [...addresses];
    },
  };
}

function parse(url: string | URL): URL {
  const parsed = URL.parse(String(url));
  if (!parsed) throw refuse(`"${String(url).slice(0, 200)}" is not a whole address such as https://example.org/page.`);
  return parsed;
}

/** Lower-case and without the dot of a fully qualified name. */
function nameOf(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/u, '');
}

/** The port of an http or https address, also where it is not written. */
export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** An IPv6 address without the brackets of a URL. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/u, '$1');
}

function refuseHost(host: string, reason: string): AppError {
  return refuse(`"${host}" leads to ${reason}, which is not fetched.`);
}

function refuse(what: string): AppError {
  return new AppError('user/bad-request', `${what} Nothing was sent. Use another address, or go on without it.`);
}

function unknownHost(host: string, cause?: unknown): AppError {
  return new AppError('provider/unreachable', `No machine named "${host}" was found. Check the address.`, { cause });
}
