// Which tests there are. One Postgres serves all that need one; it stops with the last of them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'nodes/src/**/*.test.ts',
      'server/src/**/*.test.ts',
      'web/src/**/*.test.ts',
      'scripts/**/*.test.{ts,mjs}',
    ],
    globalSetup: ['server/src/testing/stop-test-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
