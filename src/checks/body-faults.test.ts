import { expect, test } from 'vitest';
import { contextFor, failure, made, success } from '../../test/support/observation.js';
import type { RequirementId } from '../requirements/index.js';
import {
  complainsAbout,
  faultsTold,
  judgeFaultAlone,
  nobody,
  withFaultAlone,
  type BodyFault,
  type FaultyBody,
} from './body-faults.js';

const fault = (field: BodyFault['field'], requirement: RequirementId = 'SEND-07'): BodyFault => ({
  requirement,
  field,
  called: 'a fault',
  mustBeNamed: requirement === 'SEND-06',
});

const faulty = (...fields: BodyFault['field'][]): FaultyBody => ({ body: {}, faults: fields.map((one) => fault(one)) });

const refusal = (...fields: string[]) =>
  made({ status: 422, body: failure({ param: fields[0], errors: fields.map((field) => ({ field })) }) });

test.each<[string, readonly string[], FaultyBody, readonly string[]]>([
  ['the place itself', ['cc.1.email'], faulty('cc.1.email', 'cc.0.email'), ['cc.1.email']],
  ['a place below', ['cc.1.email'], faulty('cc.1'), ['cc.1']],
  ['a place above one fault only', ['cc'], faulty('cc.1.email', 'bcc'), ['cc.1.email']],
  ['a place above several faults', ['cc'], faulty('cc.1.email', 'cc.2.email'), []],
  ['brackets', ['cc[1].email'], faulty('cc.1.email'), ['cc.1.email']],
  ['a JSON pointer', ['/cc/1/email'], faulty('cc.1.email'), ['cc.1.email']],
  ['another index', ['cc.11.email'], faulty('cc.1.email'), []],
  ['characters made harmless', ['custom_headers.X-__'], faulty('custom_headers.X-\r\n'), ['custom_headers.X-\r\n']],
])('a refusal that names %s tells of the faults there', (_, ...[named, body, want]) => {
  expect([...faultsTold(refusal(...named), body)].map(({ field }) => field)).toEqual(want);
});

test('a place that several faults share is told by its name', () => {
  expect(faultsTold(refusal('cc'), faulty('cc', 'cc')).size).toBe(2);
});

test('a fault with several places is told by any of them', () => {
  expect(faultsTold(refusal('bcc'), faulty(['cc', 'bcc'])).size).toBe(1);
});

test('a reply that is no refusal of the body tells nothing', () => {
  const elsewhere = made({ status: 404, body: failure({ param: 'from.email' }) });
  expect(faultsTold(elsewhere, faulty('from.email')).size).toBe(0);
});

const { profile } = contextFor();
const verdict = (seen: ReturnType<typeof made>, one: BodyFault) => {
  const judgement = judgeFaultAlone(seen, one, profile);
  return judgement === null || judgement === 'unclear' ? judgement : judgement.message;
};

test.each<[string, ReturnType<typeof made>, BodyFault, string | null]>([
  ['accepted', made({ body: success() }), fault('cc'), 'A faulty mail is accepted.'],
  ['answered with 500', made({ status: 500, body: failure() }), fault('cc'), 'A faulty mail makes the server fail.'],
  ['refused for its sender', made({ status: 403, body: failure() }), fault('cc'), 'unclear'],
  ['refused without a name', made({ status: 422, body: failure() }), fault('cc'), null],
  ['refused for another place', refusal('subject'), fault('cc'), null],
  [
    'refused without a name where it must be named',
    made({ status: 422, body: failure() }),
    fault('to', 'SEND-06'),
    'A refusal does not name the member at fault.',
  ],
  ['refused without an envelope', made({ status: 422, body: {} }), fault('to', 'SEND-06'), 'unclear'],
  ['refused by the last name of its place', refusal('email'), fault('to.email', 'SEND-06'), null],
  ['refused by name', refusal('to'), fault('to', 'SEND-06'), null],
])('a mail with one fault that is %s is judged for it', (_, ...[seen, one, want]) => {
  expect(verdict(seen, one)).toBe(want);
});

test('400 where 422 is expected is a tolerated reading', () => {
  const seen = made({ status: 400, body: failure({ code: 'missing_parameter', param: 'to' }) });
  expect(judgeFaultAlone(seen, fault('to', 'SEND-06'), profile)).toMatchObject({ tolerated: true });
});

const good = { from: { email: 'me@sink.example' }, to: { email: 'sink@sink.example' }, subject: 's', html_body: 'h' };
const alone = (body: FaultyBody['body'], field: BodyFault['field']) =>
  withFaultAlone({ body, faults: [] }, fault(field), good);

test.each<[string, FaultyBody['body'], BodyFault['field'], object]>([
  ['a member of another type', { subject: 1 }, 'subject', { subject: 1 }],
  ['a member of an address', { to: { email: 'x', name: 1 } }, 'to.name', { to: { ...good.to, name: 1 } }],
  ['a member of the sender', { from: { email: 'x', foo: 1 } }, 'from.foo', { from: { ...good.from, foo: 1 } }],
  ['an element of a list', { cc: [{}, 'text'] }, 'cc.1', { cc: ['text'] }],
  ['a name in a list', { cc: [{ email: 'x', name: 1 }] }, 'cc.0.name', { cc: [{ ...good.to, name: 1 }] }],
  [
    'one header of several',
    { custom_headers: { Bcc: 'a', 'X-A': 'b' } },
    'custom_headers.Bcc',
    { custom_headers: { Bcc: 'a' } },
  ],
  ['several members', { cc: [1], bcc: [2], subject: 1 }, ['cc', 'bcc'], { cc: [1], bcc: [2] }],
  ['a placeholder address', { to: [{ email: nobody }] }, 'to', { to: [good.to] }],
])('%s is built into a good mail, and nothing else', (_, ...[body, field, want]) => {
  expect(alone(body, field)).toEqual({ ...good, ...want });
});

test('a missing member is left out of the good mail', () => {
  expect(alone({}, 'subject')).toEqual({ from: good.from, to: good.to, html_body: 'h' });
});

test('what may pass for a recipient goes where no mail is sent', () => {
  expect(alone({ cc: [{ email: 'a@b@c.example' }] }, 'cc.0.email')).toEqual({
    ...good,
    reply_to: { email: 'a@b@c.example' },
  });
});

test('a complaint about a member of a place is one about the place', () => {
  expect(complainsAbout(refusal('to.email'), 'to')).toBe(true);
  expect(complainsAbout(refusal('to'), 'to.email')).toBe(false);
});
