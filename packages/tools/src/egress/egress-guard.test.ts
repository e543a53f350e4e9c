import { expect, test } from 'vitest';
import { createEgressGuard, type EgressGuardOptions } from './egress-guard.ts';

const notFetched = (what: string) => `${what} Nothing was sent. Use another address, or go on without it.`;

function check(url: string, options: EgressGuardOptions = {}): string {
  try {
    return createEgressGuard(options).checkUrl(url).href;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
async function resolve(addresses: readonly string[], options: EgressGuardOptions = {}, host = 'example.org') {
  const lookup = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  try {
    return await createEgressGuard({ lookup, ...options }).resolve(host, 443);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.each([
  ['https://example.org', 'https://example.org/'],
  ['http://example.org:8080/a?b#c', 'http://example.org:8080/a?b#c'],
  ['https://93.184.216.34/', 'https://93.184.216.34/'],
  ['https://[2606:2800:220:1::1]/', 'https://[2606:2800:220:1::1]/'],
])('lets %s through', (url, href) => {
  expect(check(url)).toBe(href);
});

test.each([
  ['127.0.0.1', 'this machine'],
  ['2130706433', 'this machine', '127.0.0.1'],
  ['0x7f.1', 'this machine', '127.0.0.1'],
  ['0177.0.0.1', 'this machine', '127.0.0.1'],
  ['127.1', 'this machine', '127.0.0.1'],
  ['0x7f000001', 'this machine', '127.0.0.1'],
  ['①②⑦.0.0.1', 'this machine', '127.0.0.1'],
  ['127.0.0.1.', 'this machine', '127.0.0.1'],
  ['[::1]', 'this machine'],
  ['[::ffff:127.0.0.1]', 'this machine', '[::ffff:7f00:1]'],
  ['[::ffff:10.0.0.1]', 'a private network', '[::ffff:a00:1]'],
  ['[::7f00:1]', 'an address for special uses'],
  ['[64:ff9b::7f00:1]', 'an address for special uses'],
  ['[2002:7f00:1::]', 'an address for special uses'],
  ['[fe80::1]', 'the local network'],
  ['[fd00::1]', 'a private network'],
  ['[ff02::1]', 'a group of machines'],
  ['[4000::1]', 'an address for special uses'],
  ['10.1.2.3', 'a private network'],
  ['172.16.0.1', 'a private network'],
  ['192.168.1.1', 'a private network'],
  ['100.64.0.1', "a provider's own network"],
  ['169.254.1.1', 'the local network'],
  ['0.0.0.0', 'an address for special uses'],
  ['0.1.2.3', 'an address for special uses'],
  ['224.0.0.1', 'a group of machines'],
  ['255.255.255.255', 'an address for special uses'],
  ['192.0.2.1', 'an address for special uses'],
  ['198.18.0.1', 'an address for special uses'],
  ['240.0.0.1', 'an address for special uses'],
  ['169.254.169.254', "a cloud's own service"],
  ['168.63.129.16', "a cloud's own service"],
  ['100.100.100.200', "a cloud's own service"],
  ['[fd00:ec2::254]', "a cloud's own service"],
  ['[::ffff:169.254.169.254]', "a cloud's own service", '[::ffff:a9fe:a9fe]'],
  ['metadata.google.internal', "a cloud's own service"],
  ['METADATA.google.internal.', "a cloud's own service", 'metadata.google.internal'],
])('refuses http://%s/', (host, leadsTo, told = host) => {
  expect(check(`http://${host}/`)).toBe(notFetched(`"${told}" leads to ${leadsTo}, which is not fetched.`));
});

test.each([
  ['ftp://example.org', '"ftp:" addresses are not fetched, only http and https ones.'],
  ['file:///etc/passwd', '"file:" addresses are not fetched, only http and https ones.'],
  ['javascript:alert(1)', '"javascript:" addresses are not fetched, only http and https ones.'],
  ['https://user:pass@example.org', 'An address with a user or a password is not fetched.'],
  ['http://example.org:22', 'Port 22 is not one that pages are fetched from.'],
  ['http://example.org:5432', 'Port 5432 is not one that pages are fetched from.'],
  ['example.org', '"example.org" is not a whole address such as https://example.org/page.'],
])('refuses %s', (url, what) => {
  expect(check(url)).toBe(notFetched(what));
});

test('takes only names all of whose addresses are public', async () => {
  expect(await resolve(['93.184.216.34', '2606:2800:220:1::1'])).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '2606:2800:220:1::1', family: 6 },
  ]);
  expect(await resolve(['93.184.216.34', '10.0.0.1'])).toBe(
    notFetched('"example.org" leads to a private network, which is not fetched.'),
  );
  expect(await resolve(['::ffff:127.0.0.1'])).toBe(
    notFetched('"example.org" leads to this machine, which is not fetched.'),
  );
  expect(await resolve([])).toBe('No machine named "example.org" was found. Check the address.');
  expect(await resolve([], { lookup: () => Promise.reject(new Error('ENOTFOUND')) })).toBe(
    'No machine named "example.org" was found. Check the address.',
  );
});

test('localhost is this machine whatever the system calls it', async () => {
  await expect(createEgressGuard().resolve('localhost', 80)).rejects.toThrow('"localhost" leads to this machine');
});

test('a host that was allowed may be private, on its port; a cloud service never', async () => {
  const options = { privateHosts: ['Wiki.corp', ' nas.local:5000 ', '192.168.1.5', '169.254.169.254', 'sneaky'] };
  expect(check('http://wiki.corp:3000/', options)).toBe('http://wiki.corp:3000/');
  expect(check('http://wiki.corp./', options)).toBe('http://wiki.corp./');
  expect(check('http://192.168.1.5:81/', options)).toBe('http://192.168.1.5:81/');
  expect(check('http://nas.local:5000/', options)).toBe('http://nas.local:5000/');
  expect(check('http://nas.local:5001/', options)).toContain('Port 5001 is not one');
  expect(check('http://192.168.1.6/', options)).toContain('leads to a private network');
  expect(check('http://169.254.169.254/', options)).toContain("leads to a cloud's own service");
  expect(await resolve(['10.0.0.1'], options, 'wiki.corp')).toEqual([{ address: '10.0.0.1', family: 4 }]);
  expect(await resolve(['10.0.0.1'], options, 'nas.local')).toContain('leads to a private network');
  expect(await resolve(['169.254.169.254'], options, 'sneaky')).toContain("leads to a cloud's own service");
});
