import { failures } from './about.js';
import type { Invariant, Observation, Violation } from './check.js';
import { errorsIn, failureIn, isPresent, issuesOf, statusesOfHttp } from './err-objects.js';
import { membersIn } from './members.js';
import { asObject } from './observe.js';
import { requestJson } from './request-json.js';
import { show } from './show.js';

const noIssues = { outcome: 'not-tested', reason: 'no error of this run had issues' } as const;

function hasIssues(seen: Observation): boolean {
  return errorsIn(seen).some((error) => issuesOf(error).length > 0);
}

/** The `field` of an issue, when it is a string with content; any other is ERR-25's. */
function fieldOf(issue: unknown): string | null {
  const field = asObject(issue)?.['field'];
  return typeof field === 'string' && field !== '' ? field : null;
}

/** ERR-23 */
export const paramIsTheFirstField: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-23',
  about: failures,
  applies: (seen) => issuesOf(failureIn(seen)?.error ?? {}).length > 0,
  judge: (seen) => {
    const { error = {} } = failureIn(seen) ?? {};
    const first = fieldOf(issuesOf(error)[0]);
    const { param } = error;
    if (first === null || param === first) return [];
    return [
      {
        message: isPresent(param) ? 'param is not the first field.' : 'A failure with issues has no param.',
        expected: `param: ${show(first)}`,
        actual: `param: ${show(param)}`,
      },
    ];
  },
  unseen: noIssues,
};

/** ERR-25 */
export const issuesHaveThreeMembers: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-25',
  applies: (seen) => errorsIn(seen).some(({ errors }) => isPresent(errors)),
  judge: (seen) => {
    for (const { errors: list } of errorsIn(seen)) {
      if (!isPresent(list)) continue;
      if (!Array.isArray(list)) return [noIssue('errors is no list.', list)];
      const at = list.findIndex((issue) => !isIssue(issue));
      if (at >= 0) return [noIssue('An issue has other members than field, code and message.', list[at])];
    }
    return [];
  },
  unseen: noIssues,
};

function noIssue(message: string, actual: unknown): Violation {
  return { message, expected: 'field, code and message, all with content', actual: show(actual) };
}

const issueMembers = ['field', 'code', 'message'];

function isIssue(issue: unknown): boolean {
  const members = asObject(issue) ?? {};
  const isWhole = issueMembers.every((name) => typeof members[name] === 'string' && members[name] !== '');
  return isWhole && Object.keys(members).length === issueMembers.length;
}

/** ERR-26 */
export const issuesBelongToBadRequests: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-26',
  about: failures,
  applies: (seen) => failureIn(seen) !== null,
  judge: (seen) => {
    const { status = 0, error = {} } = failureIn(seen) ?? {};
    const fits = status === 400 || status === 422 || statusesOfHttp.includes(status);
    if (fits || !isPresent(error['errors'])) return [];
    return [{ message: `A ${status} has errors.`, expected: 'no errors', actual: show(error['errors']) }];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

const dotPath = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/** ERR-27. A member that the client named strangely may be called by its name. */
export const fieldsAreDotPaths: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-27',
  applies: (seen) => hasIssues(seen) && (seen.once(strangeField) === null || !sentStrangeNames(seen)),
  judge: (seen) => {
    const wrong = seen.once(strangeField);
    if (wrong === null) return [];
    return [{ message: 'A field is no dot path.', expected: 'cc.3.email', actual: show(wrong) }];
  },
  unseen: noIssues,
};

/** The first field that is no dot path. */
function strangeField(seen: Observation): string | null {
  for (const error of errorsIn(seen)) {
    const wrong = issuesOf(error)
      .map(fieldOf)
      .find((field) => field !== null && !dotPath.test(field));
    if (wrong !== undefined) return wrong;
  }
  return null;
}

function sentStrangeNames(seen: Observation): boolean {
  const body = requestJson(seen);
  return body.kind === 'value' && membersIn(body.value).some(({ name }) => !/^[A-Za-z0-9_-]+$/.test(name));
}

/** ERR-29, as far as one reply can show it. */
export const issuesComeOnce: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-29',
  applies: hasIssues,
  judge: (seen) => {
    for (const error of errorsIn(seen)) {
      const issues = issuesOf(error);
      // Copies have the same field.
      if (new Set(issues.map(fieldOf)).size === issues.length) continue;
      const texts = issues.map((issue) => JSON.stringify(issue));
      const twice = texts.find((text, at) => texts.indexOf(text) !== at);
      if (twice !== undefined)
        return [{ message: 'An issue is reported twice.', expected: 'each issue once', actual: show(twice) }];
    }
    return [];
  },
  unseen: noIssues,
};
