import {
  scenario,
  type Call,
  type ExpectedError,
  type FaultName,
  type RequirementId,
  type Scenario,
} from '../src/kit.js';
import { completeMail, type Mail } from './complete-mail.js';
import { checkCode } from './err-code.js';
import { refusable, sendPaths, type SendPath } from './refusable.js';

const operations = ['POST /emails/send', 'POST /emails/send/batch'];

/** What each trouble of a server must be called. */
const troubles: readonly (readonly [FaultName, RequirementId, ExpectedError])[] = [
  ['internal-error', 'ERR-07', { status: 500, code: 'internal_error' }],
  ['no-credits', 'ERR-08', { status: 402, code: 'insufficient_credits' }],
  ['billing-restricted', 'ERR-09', { status: 403, code: 'billing_restricted' }],
  ['no-providers', 'ERR-13', { status: 503, code: 'no_active_providers' }],
  ['service-unavailable', 'ERR-14', { status: 503, code: 'service_unavailable' }],
];

/** Complete mails, so that nothing but the trouble stands in their way; and mails with a fault of their own beside it. */
const faults = scenario({
  id: 'ERR.faults',
  title: 'both ways to send, in every trouble a server can have',
  verifies: ['ERR-07', 'ERR-08', 'ERR-09', 'ERR-13', 'ERR-14', 'ERR-34'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['fault'],
  operations,
  price: { requests: 3 * troubles.length, messages: 2 * troubles.length },
  exclusive: true,
  run: async (t) => {
    const mail = completeMail(t, 'faults');
    for (const [fault, id, want] of troubles) {
      await t.controls.fault(fault);
      for (const path of sendPaths) {
        const seen = await t.send(sending(mail, path));
        checkCode(t, seen, { id, want });
      }
      t.check('ERR-34', await t.send(sending({ ...mail, to: { email: 'nobody' } }, '/emails/send')), null);
      await t.controls.clearFaults();
    }
  },
});

function sending(mail: Mail, path: SendPath): Call {
  return { method: 'POST', path, as: 'sender', json: path === '/emails/send' ? mail : { messages: [mail] } };
}

const exhausted = scenario({
  id: 'ERR.exhausted',
  title: 'a key whose allowance is used up',
  verifies: ['ERR-06', 'ERR-34'],
  mode: 'safe',
  controls: ['rate-limit'],
  operations,
  price: { requests: 5, messages: 0 },
  exclusive: true,
  run: async (t) => {
    await t.controls.setRateLimit(1, 60);
    await t.send(refusable('/emails/send', 'sender'));
    for (const path of [...sendPaths, `/${t.unique('nowhere')}`]) {
      const seen = await t.send({ ...refusable('/emails/send', 'sender'), path });
      checkCode(t, seen, { id: 'ERR-06', want: { status: 429, code: 'rate_limit_exceeded' } });
    }
    const cutJson = await t.send({
      method: 'POST',
      path: '/emails/send',
      as: 'sender',
      headers: [['Content-Type', 'application/json']],
      bytes: '{"subject": "cut',
    });
    t.check('ERR-34', cutJson, null);
  },
});

const dailyCap = scenario({
  id: 'ERR.daily-cap',
  title: 'both ways to send, at the daily cap',
  verifies: ['ERR-15'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['daily-cap'],
  operations,
  price: { requests: 2, messages: 2 },
  exclusive: true,
  run: async (t) => {
    await t.controls.setDailyCap(0);
    const mail = completeMail(t, 'daily cap');
    for (const path of sendPaths) {
      const seen = await t.send(sending(mail, path));
      checkCode(t, seen, { id: 'ERR-15', want: { status: 429, code: 'daily_limit_exceeded' } });
    }
  },
});

export const errFaultScenarios: readonly Scenario[] = [faults, exhausted, dailyCap];
