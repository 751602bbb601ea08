import { attachmentExpiresLater, attachmentHasFiveMembers, attachmentIdHasItsForm } from './att-attachment.js';
import { intentListsHeaders, intentTellsHowToUpload, uploadUrlIsShortLived } from './att-intent.js';
import { itemErrorsObeyTheTable, itemPathsHaveOneStyle } from './batch-item-errors.js';
import {
  errorsBelongToFailedItems,
  idsBelongToQueuedItems,
  idsOfABatchAreDistinct,
  itemsAreQueuedOrFailed,
  itemsHaveNoFurtherMembers,
} from './batch-items.js';
import {
  everyMessageHasAResult,
  resultsAreIndexedFromZero,
  resultsComeInOrder,
  summaryCountsTheResults,
} from './batch-results.js';
import type { StandingCheck } from './check.js';
import { protected304IsNotStored } from './cond-protected.js';
import { documentTagIsStable } from './cond-stability.js';
import { documentTagIsWeak } from './cond-weak-tag.js';
import { connectionIsDescribed } from './conn-connection.js';
import { absentErrorMembersAreLeftOut } from './conv-absent-members.js';
import { countsAreIntegers } from './conv-integers.js';
import { identifiersAreOpaque, repliesAreSnakeCase, timestampsAreUtc } from './conv-members.js';
import { documentIsBare } from './env-document.js';
import {
  everyReplyIsAnEnvelope,
  failureHasThreeMembers,
  metaHoldsTheRequestId,
  okAgreesWithTheStatus,
  sendsCarryNoPagination,
  successHasThreeMembers,
} from './env-envelope.js';
import { errorCodesArePublished, errorHasItsCore, errorHasNoFurtherMembers } from './env-error.js';
import { failuresLeakNothing } from './env-leaks.js';
import { bodiesAreStrictJson } from './env-strict-json.js';
import { codesHaveOneStatus, codesKeepTheirRows, retryableFollowsTheStatus } from './err-codes.js';
import { requestsCauseNoInternalError } from './err-garbage.js';
import {
  fieldsAreDotPaths,
  issuesBelongToBadRequests,
  issuesComeOnce,
  issuesHaveThreeMembers,
  paramIsTheFirstField,
} from './err-issues.js';
import {
  docUrlLeadsToTheCode,
  failuresLinkToTheErrorPage,
  messageIsForPeople,
  paramNamesAField,
} from './err-members.js';
import {
  authenticatedRepliesAreNotStored,
  documentIsPublicForAnHour,
  notModifiedRepeatsHeaders,
  refusedKeysAreNotCached,
} from './hdr-cache-control.js';
import { refusedKeysAreChallenged } from './hdr-challenge.js';
import { bodiesAreDeclaredJson } from './hdr-content-type.js';
import {
  everyReplyHasAnId,
  headerAndMetaAgree,
  idsAreUnique,
  idsLookLikeRequestIds,
  repliesWithoutEnvelopeHaveAnId,
} from './hdr-request-id.js';
import { finalRefusalsHaveNoRetryAfter, retryable503SaysWhen, retryAfterIsWholeSeconds } from './hdr-retry-after.js';
import { replayCarriesNoMark, replayNamesOneRequestId } from './idem-replies.js';
import {
  allowanceIsThePublishedOne,
  allowanceIsWellFormed,
  documentShowsASoundAllowance,
  keysSeeTheirAllowance,
  notModifiedShowsTheAllowance,
  refusedKeysShowASoundAllowance,
  resetIsUnixTime,
} from './rate-headers.js';
import { refusalAgreesWithItself, refusalNamesTheAllowance, refusalSaysHowLong } from './rate-refusal.js';
import { resetNeverMovesBack } from './rate-reset.js';
import { acceptedMailIsQueued, messageIdHasItsForm, sendDataHasTwoMembers } from './send-reply.js';
import { repliesAreAsDocumented } from './spec-reply.js';

/** Every check that watches all traffic below the base URL, in the order of the catalogue. */
export const standingChecks: readonly StandingCheck[] = [
  everyReplyIsAnEnvelope,
  successHasThreeMembers,
  failureHasThreeMembers,
  errorHasItsCore,
  errorHasNoFurtherMembers,
  metaHoldsTheRequestId,
  okAgreesWithTheStatus,
  errorCodesArePublished,
  bodiesAreStrictJson,
  failuresLeakNothing,
  documentIsBare,
  sendsCarryNoPagination,
  everyReplyHasAnId,
  headerAndMetaAgree,
  idsAreUnique,
  idsLookLikeRequestIds,
  repliesWithoutEnvelopeHaveAnId,
  bodiesAreDeclaredJson,
  authenticatedRepliesAreNotStored,
  refusedKeysAreNotCached,
  documentIsPublicForAnHour,
  notModifiedRepeatsHeaders,
  retryAfterIsWholeSeconds,
  retryable503SaysWhen,
  finalRefusalsHaveNoRetryAfter,
  refusedKeysAreChallenged,
  keysSeeTheirAllowance,
  allowanceIsThePublishedOne,
  allowanceIsWellFormed,
  resetIsUnixTime,
  resetNeverMovesBack,
  refusalNamesTheAllowance,
  refusalSaysHowLong,
  refusalAgreesWithItself,
  documentShowsASoundAllowance,
  refusedKeysShowASoundAllowance,
  notModifiedShowsTheAllowance,
  documentTagIsWeak,
  documentTagIsStable,
  protected304IsNotStored,
  repliesAreSnakeCase,
  timestampsAreUtc,
  identifiersAreOpaque,
  countsAreIntegers,
  absentErrorMembersAreLeftOut,
  sendDataHasTwoMembers,
  messageIdHasItsForm,
  acceptedMailIsQueued,
  everyMessageHasAResult,
  resultsAreIndexedFromZero,
  resultsComeInOrder,
  summaryCountsTheResults,
  itemsAreQueuedOrFailed,
  idsBelongToQueuedItems,
  errorsBelongToFailedItems,
  idsOfABatchAreDistinct,
  itemsHaveNoFurtherMembers,
  itemErrorsObeyTheTable,
  itemPathsHaveOneStyle,
  replayNamesOneRequestId,
  replayCarriesNoMark,
  ...codesKeepTheirRows,
  codesHaveOneStatus,
  retryableFollowsTheStatus,
  docUrlLeadsToTheCode,
  failuresLinkToTheErrorPage,
  paramNamesAField,
  paramIsTheFirstField,
  issuesHaveThreeMembers,
  issuesBelongToBadRequests,
  fieldsAreDotPaths,
  issuesComeOnce,
  messageIsForPeople,
  requestsCauseNoInternalError,
  attachmentHasFiveMembers,
  attachmentIdHasItsForm,
  attachmentExpiresLater,
  intentTellsHowToUpload,
  intentListsHeaders,
  uploadUrlIsShortLived,
  repliesAreAsDocumented,
  connectionIsDescribed,
];
