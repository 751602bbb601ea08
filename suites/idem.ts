import type { Scenario } from '../src/kit.js';
import { keyScenarios } from './idem-keys.js';
import { raceScenarios } from './idem-races.js';
import { scopeScenarios } from './idem-scope.js';
import { timeScenarios } from './idem-time.js';
import { uploadScenarios } from './idem-uploads.js';

/**
 * What keyed requests show that the mail of `SEND.minimal` and the batch of `BATCH.partial` do not: those are repeated
 * there (`idem-replay.ts`), so that a run of two mails tells most of it.
 */
export const idemSuite: readonly Scenario[] = [
  ...keyScenarios,
  ...raceScenarios,
  ...scopeScenarios,
  ...timeScenarios,
  ...uploadScenarios,
];
