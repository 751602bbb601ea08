import type { Scenario } from '../src/kit.js';
import { inlineScenarios } from './att-inline.js';

export const attSuite: readonly Scenario[] = [...inlineScenarios];
