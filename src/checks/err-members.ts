import { failures } from './about.js';
import type { CheckContext, Fold, Invariant, Observation, Violation } from './check.js';
import { codeOf, errorsIn, failureIn, isPresent, type Failure } from './err-objects.js';
import { asObject } from './observe.js';
import { requestJson } from './request-json.js';
import { show } from './show.js';

const noFailure = { outcome: 'not-tested', reason: 'no request was refused in this run' } as const;

/** ERR-20 */
export const docUrlLeadsToTheCode: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-20',
  about: failures,
  applies: (seen) => isPresent(failureIn(seen)?.error['doc_url']),
  judge: (seen) => {
    const { error = {}, code = null } = failureIn(seen) ?? {};
    const link = error['doc_url'];
    const url = seen.once(docUrlOf);
    if (url === null) {
      return [{ message: 'doc_url is no absolute web address.', expected: 'an http or https URL', actual: show(link) }];
    }
    const fragment = url.hash.slice(1);
    // Without a code there is nothing to compare with, and ENV-04 has reported it.
    if (code === null || fragment === code) return [];
    const message = fragment === '' ? 'doc_url has no fragment.' : 'The fragment of doc_url is not the code.';
    return [{ message, expected: `#${code}`, actual: show(link) }];
  },
  unseen: { outcome: 'not-tested', reason: 'no failure of this run had a doc_url' },
};

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The link of a failure; null: it has none, or one that leads nowhere on the web. */
function docUrlOf(seen: Observation): URL | null {
  const link = failureIn(seen)?.error['doc_url'];
  const url = typeof link === 'string' ? urlOf(link) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : null;
}

/** ERR-21. A link that is no web address is ERR-20's. */
export const failuresLinkToTheErrorPage: Fold<string | null> = {
  kind: 'fold',
  requirement: 'ERR-21',
  about: failures,
  start: () => null,
  step: (host, seen, { profile }) => {
    const failure = failureIn(seen);
    if (failure === null) return { state: host, relevant: false, violations: [] };
    const link = failure.error['doc_url'];
    const url = seen.once(docUrlOf);
    const violations = isPresent(link) ? elsewhere(url, { host, pattern: profile.options.docUrlPattern }) : [noLink];
    return { state: host ?? url?.host ?? null, relevant: true, violations };
  },
  unseen: noFailure,
};

const noLink: Violation = { message: 'A failure has no doc_url.', expected: 'doc_url', actual: 'no such member' };

interface Whereabouts {
  /** Where the first link of the run led; null: none so far. */
  readonly host: string | null;
  readonly pattern: string | null;
}

/** Where the profile names no page, the first link of the run tells where the pages are. */
function elsewhere(url: URL | null, { host, pattern }: Whereabouts): readonly Violation[] {
  if (url === null) return [];
  const isThere = pattern === null ? host === null || url.host === host : new RegExp(pattern, 'u').test(url.href);
  if (isThere) return [];
  return [
    {
      message: 'doc_url leads elsewhere than to the error page of the API.',
      expected: pattern === null ? `a page on ${host ?? ''}` : `a URL like ${pattern}`,
      actual: show(url.href),
    },
  ];
}

/** ERR-22 */
export const paramNamesAField: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-22',
  about: failures,
  applies: (seen) => failureIn(seen) !== null,
  judge: (seen, context) => {
    const failure = failureIn(seen);
    if (failure === null || !isOutOfPlace(failure, seen, context)) return [];
    return [
      {
        message: `A ${failure.status} that concerns no field has param.`,
        expected: 'no param',
        actual: `param: ${show(failure.error['param'])}`,
      },
    ];
  },
  unseen: noFailure,
};

function isOutOfPlace({ status, code, error }: Failure, seen: Observation, { profile }: CheckContext): boolean {
  const { param } = error;
  if (!isPresent(param) || profile.options.allowParamOn.includes(code ?? '')) return false;
  if (status === 403 || status === 404) return !mayConcernAField(code, seen) || !isSent(param, seen);
  const conflictOfKeys = status === 409 && code === 'idempotency_conflict';
  return status === 401 || status === 402 || status === 429 || status >= 500 || conflictOfKeys;
}

/** A sender or an attachment of the request may be forbidden or unknown; a key, a team or a path is no field. */
function mayConcernAField(code: string | null, { exchange: { intent } }: Observation): boolean {
  return intent.operation !== null && intent.principal !== 'unprivileged' && code !== 'billing_restricted';
}

/** The first step of the path is a member of the request, or of a message in it. */
function isSent(param: unknown, seen: Observation): boolean {
  if (typeof param !== 'string') return false;
  const body = requestJson(seen);
  const sent = body.kind === 'value' ? asObject(body.value) : null;
  if (sent === null) return false;
  const messages = Array.isArray(sent['messages']) ? (sent['messages'] as readonly unknown[]) : [];
  const step = param.split(/[.[]/, 1)[0] ?? '';
  return [sent, ...messages.map(asObject)].some((members) => members !== null && Object.hasOwn(members, step));
}

/** ERR-30. An empty message is ENV-04's. */
export const messageIsForPeople: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-30',
  applies: (seen) => errorsIn(seen).some(({ message }) => isText(message)),
  judge: (seen) => {
    const wrong = errorsIn(seen).find((error) => isNoSentence(error['message'], codeOf(error)));
    if (wrong === undefined) return [];
    return [
      {
        message: 'The message of an error says nothing to a person.',
        expected: 'a sentence',
        actual: show(wrong['message']),
      },
    ];
  },
  unseen: noFailure,
};

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNoSentence(message: unknown, code: string | null): boolean {
  if (!isText(message)) return false;
  const text = message.trim();
  return text === '' || text === code || text === 'undefined' || text === 'null' || text.includes('[object ');
}
