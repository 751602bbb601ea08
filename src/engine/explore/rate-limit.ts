import { createControls, type ControlOptions, type ScenarioControls } from '../controls.js';
import type { PlannedExploration } from '../events.js';

/** A rate limit that does not hold the exploration up. */
export interface RaisedLimit {
  /** The target's numbers are not the profile's for the time being. */
  readonly raised: boolean;
  /** Gives the target its own limit back. */
  restore(): Promise<void>;
}

/**
 * Raises the rate limit where the target has a control for it and the requests planned would use up a good part of a
 * window. Fewer go out under the limit of the profile, whose requirements then see them, too. Without the control the
 * exploration waits when it is refused.
 */
export async function raiseRateLimit(
  options: ControlOptions,
  plan: Pick<PlannedExploration, 'requests'>,
): Promise<RaisedLimit> {
  const { rateLimit, rateWindowSeconds } = options.profile.values;
  const own = { raised: false, restore: () => Promise.resolve() };
  if (options.controls === null || plan.requests <= rateLimit / 2) return own;
  const controls: ScenarioControls = createControls(options);
  await controls.setRateLimit(rateLimit + 2 * plan.requests, rateWindowSeconds);
  return { raised: true, restore: () => controls.end() };
}
