// Which addresses are public. Whatever belongs to a machine, a network, a cloud's own services or no one is not.
import ipaddr from 'ipaddr.js';

/** Where clouds hand out keys and settings to whoever asks: never reached, whoever allowed the host. */
const metadata = new Set(
  ['169.254.169.254', '169.254.170.2', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254'].map(normal),
);
const words: Readonly<Record<string, string>> = {
  loopback: 'this machine',
  private: 'a private network',
  uniqueLocal: 'a private network',
  deprecatedSiteLocal: 'a private network',
  linkLocal: 'the local network',
  carrierGradeNat: "a provider's own network",
  multicast: 'a group of machines',
};
/** All that was ever given out of IPv6: outside of it are only special uses. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What an address leads to when it is not public, in words; undefined for a public one. */
export function refusedAddress(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'no address';
  if (isMetadata(address)) return "a cloud's own service";
  // `process` reads an IPv4 address that is written as IPv6 as what it is.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  const isPublic = range === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(globalIpv6));
  return isPublic ? undefined : (words[range] ?? 'an address for special uses');
}

/** True for the services of clouds that hand out keys. */
export function isMetadata(address: string): boolean {
  return ipaddr.isValid(address) && metadata.has(normal(address));
}

function normal(address: string): string {
  return ipaddr.process(address).toNormalizedString();
}
