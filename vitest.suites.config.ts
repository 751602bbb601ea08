import { defineConfig } from 'vitest/config';

/** `npm run suites`: the requirements as vitest tests, against the reference gateway or `TOUCHSTONE_TARGET`. */
export default defineConfig({
  test: { include: ['suites/**/*.suite.ts'], testTimeout: 60_000, hookTimeout: 600_000 },
});
