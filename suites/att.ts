import type { Scenario } from '../src/kit.js';
import { delegatedScenarios } from './att-delegated.js';
import { directScenarios } from './att-direct.js';
import { fileScenarios } from './att-files.js';
import { inlineScenarios } from './att-inline.js';
import { referenceScenarios } from './att-sends.js';

export const attSuite: readonly Scenario[] = [
  ...directScenarios,
  ...fileScenarios,
  ...delegatedScenarios,
  ...referenceScenarios,
  ...inlineScenarios,
];
