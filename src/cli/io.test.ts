import { expect, test } from 'vitest';
import { wantsColor, type Channel, type Io } from './io.js';

const channel = (isTerminal: boolean): Channel => ({ write: () => undefined, isTerminal, columns: 80 });

function io(environment: Io['environment']): Io {
  const { signal } = new AbortController();
  return {
    out: channel(true),
    err: channel(true),
    environment,
    cwd: '/',
    cacheHome: null,
    signal,
    version: '0.0.0',
  };
}

test.each([
  { terminal: true, environment: {}, noColor: false, wanted: true },
  { terminal: false, environment: {}, noColor: false, wanted: false },
  { terminal: true, environment: {}, noColor: true, wanted: false },
  { terminal: true, environment: { NO_COLOR: '1' }, noColor: false, wanted: false },
  { terminal: true, environment: { NO_COLOR: '' }, noColor: false, wanted: true },
  { terminal: false, environment: { FORCE_COLOR: '1' }, noColor: false, wanted: true },
  { terminal: true, environment: { FORCE_COLOR: '0' }, noColor: false, wanted: false },
  { terminal: true, environment: { FORCE_COLOR: '1', NO_COLOR: '1' }, noColor: false, wanted: false },
  { terminal: true, environment: { FORCE_COLOR: '1' }, noColor: true, wanted: false },
])('terminal $terminal, $environment, --no-color $noColor: colour $wanted', (row) => {
  expect(wantsColor(io(row.environment), channel(row.terminal), row.noColor)).toBe(row.wanted);
});
