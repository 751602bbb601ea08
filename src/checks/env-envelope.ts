import { sends } from '../requirements/operations.js';
import { failures, successes } from './about.js';
import type { Invariant, Violation } from './check.js';
import { failureOf, isSuccess, successOf } from './envelope.js';
import { asObject } from './observe.js';
import { claimsJson, hasContent, isDocument, isDocumentRequest, isServerWide } from './scope.js';
import { show } from './show.js';

/** ENV-01. A body that is no JSON at all is HDR-07's and ENV-10's to report. */
export const everyReplyIsAnEnvelope: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-01',
  applies: (seen, context) =>
    hasContent(seen) &&
    !isServerWide(seen) &&
    !isDocument(seen, context) &&
    seen.json.kind === 'value' &&
    (seen.object !== null || claimsJson(seen)),
  judge: ({ object }) => {
    if (object === null) return [noEnvelope('The body is no JSON object.', 'another JSON value')];
    if (typeof object['ok'] !== 'boolean') {
      return [noEnvelope('The body has no boolean member ok.', `ok: ${show(object['ok'])}`)];
    }
    if (asObject(object['meta']) === null) {
      return [noEnvelope('The body has no object meta.', `meta: ${show(object['meta'])}`)];
    }
    return [];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply with a JSON body was seen' },
};

function noEnvelope(message: string, actual: string): Violation {
  return { message, expected: 'an object with a boolean ok and an object meta', actual };
}

/** ENV-02 */
export const successHasThreeMembers: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-02',
  about: successes,
  applies: (seen, context) => successOf(seen) !== null && !isDocumentRequest(seen, context),
  judge: (seen) =>
    exactly(successOf(seen), ['ok', 'data', 'meta'], 'A success has other members than ok, data and meta.'),
  unseen: { outcome: 'not-tested', reason: 'no request was accepted in this run' },
};

/** ENV-03 */
export const failureHasThreeMembers: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-03',
  about: failures,
  applies: (seen) => failureOf(seen) !== null,
  judge: (seen) =>
    exactly(failureOf(seen), ['ok', 'error', 'meta'], 'A failure has other members than ok, error and meta.'),
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

/** ENV-06 */
export const metaHoldsTheRequestId: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-06',
  applies: (seen) => seen.envelope !== null,
  judge: (seen) => {
    const meta = asObject(seen.envelope?.['meta']);
    const wrong = exactly(meta, ['request_id'], 'meta has other members than request_id.');
    if (wrong.length > 0) return wrong;
    const id = meta?.['request_id'];
    if (typeof id === 'string' && id !== '') return [];
    return [
      { message: 'meta.request_id is no string with content.', expected: 'a non-empty string', actual: show(id) },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no envelope was seen' },
};

/** ENV-07 */
export const okAgreesWithTheStatus: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-07',
  applies: (seen) => seen.envelope !== null && (isSuccess(seen) || seen.status >= 400),
  judge: (seen) => {
    const ok = seen.envelope?.['ok'];
    if (ok === isSuccess(seen)) return [];
    return [
      {
        message: isSuccess(seen) ? 'A 2xx reply says ok: false.' : 'A failure says ok: true.',
        expected: `ok: ${isSuccess(seen)}`,
        actual: `ok: ${show(ok)} with status ${seen.status}`,
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no envelope was seen' },
};

/** ENV-13 */
export const sendsCarryNoPagination: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-13',
  about: { operations: sends },
  applies: (seen) => seen.envelope !== null,
  judge: (seen) => {
    const envelope = seen.envelope;
    if (envelope === null || !('pagination' in envelope)) return [];
    return [
      {
        message: 'A reply to a send has a member pagination.',
        expected: 'no pagination',
        actual: `pagination: ${show(envelope['pagination'])}`,
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply to a send was seen' },
};

function exactly(
  object: Readonly<Record<string, unknown>> | null,
  names: readonly string[],
  message: string,
): readonly Violation[] {
  const actual = Object.keys(object ?? {});
  if (actual.length === names.length && names.every((name) => actual.includes(name))) return [];
  return [
    { message, expected: names.join(', '), actual: actual.length === 0 ? 'no members' : show(actual.join(', ')) },
  ];
}
