import { batchOracles } from './batch-oracles.js';
import { invalidRequestsAreRefused } from './gen-acceptance.js';
import { bodiesMatchTheirSchemas, mediaTypesAreDocumented } from './gen-content.js';
import { creationsTellWhatWasCreated, whatWasCreatedCanBeRead } from './gen-created.js';
import { refusalsSayHowToAuthenticate, securityIsAskedFor, unknownCredentialsAreRefused } from './gen-credential.js';
import { whatWasDeletedIsGone } from './gen-deleted.js';
import { validRequestsAreNotRefused } from './gen-form.js';
import { entityTagsCanBeUsed, headAgreesWithGet } from './gen-get.js';
import { declaredHeadersAreValid } from './gen-headers.js';
import { whatWasCreatedHoldsWhatWasSent } from './gen-holds.js';
import { everyMethodIsListed, refusedMethodsNameTheAllowed } from './gen-methods.js';
import { refusalsNameTheFault } from './gen-refusal.js';
import { successesRepeatNoCredential } from './gen-secret.js';
import { nothingMakesTheServerFail } from './gen-server-error.js';
import { statusesAreDocumented } from './gen-status.js';
import { documentedOperationsAreThere, targetSurvives } from './gen-target.js';
import { mailOracles } from './mail-oracles.js';
import type { Oracle } from './oracle.js';
import { sendOracles } from './send-oracles.js';
import { uploadOracles } from './upload-oracles.js';

/** What any operation of any document shows, in the order of the catalogue. */
const ofAnyOperation: readonly Oracle[] = [
  nothingMakesTheServerFail,
  statusesAreDocumented,
  mediaTypesAreDocumented,
  bodiesMatchTheirSchemas,
  declaredHeadersAreValid,
  validRequestsAreNotRefused,
  invalidRequestsAreRefused,
  refusalsNameTheFault,
  securityIsAskedFor,
  unknownCredentialsAreRefused,
  refusalsSayHowToAuthenticate,
  everyMethodIsListed,
  refusedMethodsNameTheAllowed,
  headAgreesWithGet,
  entityTagsCanBeUsed,
  creationsTellWhatWasCreated,
  whatWasCreatedCanBeRead,
  whatWasCreatedHoldsWhatWasSent,
  whatWasDeletedIsGone,
  successesRepeatNoCredential,
  targetSurvives,
  documentedOperationsAreThere,
];

/** Every check of what is tried on the operations of a document. */
export const oracles: readonly Oracle[] = [
  ...sendOracles,
  ...mailOracles,
  ...batchOracles,
  ...uploadOracles,
  ...ofAnyOperation,
];
