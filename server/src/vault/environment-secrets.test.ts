import { expect, test } from 'vitest';
import { environmentSecrets } from './environment-secrets.ts';

test('takes the values of variables that are named or written as secrets are', () => {
  expect(
    environmentSecrets({
      PATH: '/usr/bin',
      KEYBOARD: 'qwerty-12345',
      OPENAI_API_KEY: 'sk-1',
      PARLEY_SECRET_KEY: 'new-1, old-2',
      OPENAI_CUSTOM_HEADERS: 'x-team: team-1\nAuthorization: Bearer token-2',
      DATABASE_URL: 'postgres://me:p%40ss-1@db.example/parley',
      OLLAMA_BASE_URL: 'http://127.0.0.1:11434/v1',
      GITHUB_TOKEN: '',
      UNSET_TOKEN: undefined,
    }),
  ).toEqual([
    { name: 'OPENAI_API_KEY', value: 'sk-1' },
    { name: 'PARLEY_SECRET_KEY', value: 'new-1' },
    { name: 'PARLEY_SECRET_KEY', value: 'old-2' },
    { name: 'OPENAI_CUSTOM_HEADERS', value: 'team-1' },
    { name: 'OPENAI_CUSTOM_HEADERS', value: 'token-2' },
    { name: 'DATABASE_URL', value: 'p@ss-1' },
  ]);
});
