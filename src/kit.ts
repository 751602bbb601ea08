/**
 * The suite kit: everything a suite may see of Touchstone, ours and the user's own alike.
 * @packageDocumentation
 */
export { scenario, type ScenarioDeclaration } from './engine/scenario.js';
export type {
  AcceptedMessage,
  Call,
  Caller,
  ControlName,
  Controls,
  FaultName,
  Fixtures,
  FixtureName,
  RawReply,
  Scenario,
  ScenarioContext,
} from './engine/suite.js';
export type { Mode } from './engine/outcome.js';
export type { CheckContext, JsonReading, Observation, Violation } from './checks/check.js';
export type { ApiModel, ApiOperation, Json, JsonObject } from './contract/model.js';
export type { HeaderLine, PrincipalName } from './http/exchange.js';
export type { Profile, ProfileOptions, ProfileValues } from './requirements/profile.js';
export type { RequirementId } from './requirements/index.js';
