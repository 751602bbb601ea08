import type { Scenario } from './suite.js';

type Optional = 'principals' | 'fixtures' | 'controls' | 'operations' | 'exclusive' | 'wanted';

/** A scenario as a suite writes it: what is left out means "needs nothing". */
export type ScenarioDeclaration = Omit<Scenario, 'kind' | Optional> & Partial<Pick<Scenario, Optional>>;

/** Declares a scenario; see {@link Scenario} for what the fields mean. */
export function scenario(declaration: ScenarioDeclaration): Scenario {
  return {
    kind: 'scenario',
    principals: ['sender'],
    fixtures: [],
    controls: [],
    operations: [],
    exclusive: false,
    wanted: () => true,
    ...declaration,
  };
}
