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
  FaultScope,
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
export {
  accepted,
  all,
  describe,
  errorReply,
  first,
  headerIs,
  headerMatches,
  invalidBody,
  namedFields,
  noBody,
  refused,
  sameAnswer,
  sameHeader,
  statusIs,
  that,
  tolerated,
  type ExpectedError,
  type Judgement,
} from './checks/judge.js';
export {
  answeredOnce,
  conflicts,
  isConflict,
  keyIsFree,
  keyIsKnown,
  madeOneMail,
  madeTwoMails,
  namesSameMail,
  refusedAsConflict,
  replays,
  replaysBytes,
  type MailCount,
} from './checks/idem-replay.js';
export { messageIds } from './checks/message-ids.js';
export { asObject } from './checks/observe.js';
export { errorOf, isSuccess } from './checks/envelope.js';
export {
  complainsAbout,
  faultRefused,
  faultsTold,
  judgeFaultAlone,
  nobody,
  withFaultAlone,
  type BodyFault,
  type FaultyBody,
} from './checks/body-faults.js';
export { serverFailed } from './checks/err-garbage.js';
export { notCounted } from './checks/conv-counter.js';
export { readEntityTag, turnStrength, type EntityTag } from './checks/cond-entity-tag.js';
export { agree, sameBody, tagUnderCoding, unequalDocuments } from './checks/cond-stability.js';
export {
  declaresSecurity,
  declaresSends,
  isOpenApi31,
  isSatisfiable,
  isValid,
  judgeDocument,
  listsOperations,
  namesServer,
  type DocumentCheck,
} from './checks/spec-document.js';
export { allowanceOf, costsOf, countingOf, refillDuring, type Allowance, type Counting } from './checks/rate-count.js';
export {
  forbidden,
  indistinguishable,
  judgedTheBody,
  keyAccepted,
  senderRefused,
  unauthenticated,
  type RefusedSender,
  type SenderRefusal,
} from './checks/auth-refusal.js';
export {
  bodyWith,
  documentedLimits,
  requiredMembers,
  requirementsDiffer,
  serverIsLaxer,
  serverIsStricter,
  type DocumentedLimit,
} from './checks/spec-limits.js';
