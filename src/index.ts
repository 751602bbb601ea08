/**
 * Touchstone as a library: the same run as the command, the reference gateway, and the types for suites of your own.
 * @packageDocumentation
 */
export { cacheHomeOf } from './config/cache-home.js';
export type { Config, SecretRef } from './config/config.js';
export { defineConfig } from './config/config.js';
export { resolveConfig, type ConfigInput } from './config/resolve.js';
export type { ResolvedConfig } from './config/resolved.js';
export type { RunEvent } from './engine/events.js';
export type { Outcome, Verdict } from './engine/outcome.js';
export {
  CredentialError,
  DocumentError,
  FileError,
  InternalError,
  TouchstoneError,
  UnreachableError,
  UsageError,
} from './errors.js';
export { startGateway } from './gateway/gateway.js';
export type { GatewayOptions, RunningGateway } from './gateway/options.js';
export type { RunResults } from './report/results.js';
export { requirements, type RequirementId } from './requirements/index.js';
export type { Requirement } from './requirements/requirement.js';
export { planSession, runSession, type SessionDeps, type SessionResult } from './session.js';
export * from './kit.js';
