import {
  forbidden,
  judgedTheBody,
  scenario,
  statusIs,
  that,
  type Observation,
  type RequirementId,
  type Scenario,
  type Violation,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { laterPermissions } from './perm-uploads.js';
import { refusable, type SendPath } from './refusable.js';

/** Which requirement speaks of the permission of which send. */
const permissionOf: readonly (readonly [SendPath, RequirementId])[] = [
  ['/emails/send', 'PERM-01'],
  ['/emails/send/batch', 'PERM-02'],
];

/** A valid key without email.send: may read the document, may send nothing, and is told so before its body is read. */
const withoutPermission = scenario({
  id: 'PERM.without-permission',
  title: 'a key without email.send calls every operation',
  verifies: ['PERM-01', 'PERM-02', 'PERM-03', 'AUTH-06', 'AUTH-08'],
  mode: 'smoke',
  principals: ['unprivileged'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    for (const [path, permission] of permissionOf) {
      const seen = await t.send(refusable(path, 'unprivileged'));
      t.check('AUTH-08', seen, bodyIsNotJudged(seen));
      if (judgedTheBody(seen)) {
        for (const id of ['AUTH-06', permission] as const)
          t.skip(id, 'the body is judged first; only a complete mail can tell');
      } else {
        t.check('AUTH-06', seen, forbidden(seen));
        t.check(permission, seen, null);
      }
    }
    const document = await t.send({ method: 'GET', path: '/openapi.json', as: 'unprivileged' });
    t.check('PERM-03', document, statusIs(document, 200));
  },
});

function bodyIsNotJudged(seen: Observation): Violation | null {
  return that(!judgedTheBody(seen), {
    message: 'The body is judged before the permission.',
    expected: '403',
    actual: String(seen.status),
  });
}

/** A complete mail leaves no other reason to refuse it than the missing permission. */
const mailWithoutPermission = scenario({
  id: 'PERM.mail-without-permission',
  title: 'a key without email.send sends complete mails',
  verifies: ['PERM-01', 'PERM-02', 'AUTH-06'],
  mode: 'full',
  principals: ['unprivileged'],
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    for (const [path, permission] of permissionOf) {
      const mail = completeMail(t, path);
      const json = path === '/emails/send' ? mail : { messages: [mail] };
      const seen = await t.send({ method: 'POST', path, as: 'unprivileged', json });
      t.check('AUTH-06', seen, forbidden(seen));
      t.check(permission, seen, permissionIsAsked(seen));
    }
  },
});

function permissionIsAsked(seen: Observation): Violation | null {
  return that(!judgedTheBody(seen), {
    message: 'A key without email.send can send.',
    expected: 'a refusal of the key',
    actual: String(seen.status),
  });
}

export const permSuite: readonly Scenario[] = [withoutPermission, mailWithoutPermission, ...laterPermissions];
