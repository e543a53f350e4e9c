// Documents with one broken pointer of each kind, beside whole ones.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLinks } from './check-links.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-links-'));
  mkdirSync(join(root, 'docs/decisions'), { recursive: true });
  writeFileSync(
    join(root, 'docs/decisions/0001-one.md'),
    '# 1. One engine\n\n## What follows\n\n[up](../../README.md)\n',
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('whole links, anchors and paths are not reported', () => {
  writeFileSync(
    join(root, 'README.md'),
    [
      '# Parley',
      '[why](docs/decisions/0001-one.md#what-follows), [above](#parley), [web](https://example.org/nothing)',
      '`docs/decisions/` holds them; `web/dist` is built; `nodes/<type>/node.ts` is a pattern.',
      '```',
      '[not a link](nowhere.md)',
      '```',
    ].join('\n'),
  );
  expect(checkLinks(root)).toEqual([]);
});

test('broken links, anchors, pictures and paths are reported', () => {
  writeFileSync(
    join(root, 'README.md'),
    [
      '# Parley',
      '[gone](docs/gone.md) ![shot](docs/images/first-run.png) [no heading](docs/decisions/0001-one.md#absent)',
      'See `packages/spec/src/graph.ts`.',
    ].join('\n'),
  );
  expect(checkLinks(root)).toEqual([
    'README.md: the link docs/gone.md leads nowhere',
    'README.md: the link docs/images/first-run.png leads nowhere',
    'README.md: docs/decisions/0001-one.md has no heading #absent',
    'README.md: packages/spec/src/graph.ts does not exist',
  ]);
});
