import type { RequirementId } from '../../requirements/index.js';
import type { GatewayProfileId } from '../options.js';
import type { GatewayParts } from '../parts.js';

/** A switchable fault of the gateway: what a typical server that violates the requirement does. */
export interface Defect {
  /** Requirement, colon, name in a few words: `ENV-01:bare-body`. */
  readonly id: `${RequirementId}:${string}`;
  readonly requirement: RequirementId;
  /** Requirements that are violated along with it, because the same reply speaks of both. */
  readonly companions: readonly RequirementId[];
  /** The contract it shows under; absent: the default profile. */
  readonly profile?: GatewayProfileId;
  /** One line for `--list-defects`. */
  readonly title: string;
  /** Returns the parts with the faulty ones in place; never changes what it was given. */
  apply(parts: GatewayParts): GatewayParts;
}
