// The sentences and waits that the conformance suite does not reach.
import { expect, it } from 'vitest';
import { readRetryAfter, toWireFault } from './wire-fault.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

it.each([
  [{}, undefined],
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '3', 'retry-after-ms': '2500' }, 2_500],
  [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:05 GMT' }, 5_000],
  [{ 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon', 'retry-after-ms': 'x' }, undefined],
  [{ 'retry-after': '-1' }, undefined],
])('reads how long to wait from %o', (headers: Record<string, string>, expected) => {
  expect(readRetryAfter(new Headers(headers), now)).toBe(expected);
});

it('says when to try again, in words', () => {
  const told = (retryAfter?: number) => toWireFault('Acme', { status: 429, words: '' }, undefined, retryAfter).message;
  const before = 'Acme takes no more requests from this key for now. What was finished is kept. Try again in';
  expect([told(), told(1), told(20_000), told(600_000), told(7_200_000)]).toEqual([
    `${before} a minute.`,
    `${before} 1 second.`,
    `${before} 20 seconds.`,
    `${before} 10 minutes.`,
    `${before} 2 hours.`,
  ]);
});

it('quotes a vendor’s sentence in short, and no web page', () => {
  const message = (words: string) => toWireFault('Acme', { status: 422, words }, undefined).message;
  const after = "What was finished is kept. Change the agent's settings or choose another model.";
  expect([message('<html>502</html>'), message('Bad\n  field.'), message('a'.repeat(400))]).toEqual([
    `Acme refused the request (422). ${after}`,
    `Acme refused the request (422). It said: "Bad field.". ${after}`,
    `Acme refused the request (422). It said: "${'a'.repeat(299)}…". ${after}`,
  ]);
});
