import { describe, expect, it } from 'vitest';
import { BudgetExhausted, SinkViolation, openAllowance } from './budget.js';
import type { Allowance, AllowanceOptions, Reservation } from './budget.js';
import type { RequestSpec } from './client-types.js';
import type { Clock } from './clock.js';
import type { Exchange, ExchangeFailure } from './exchange.js';

const intent = { by: 'test', operation: null, principal: null, authenticated: true, replayOf: null, faulted: false };
const url = 'http://127.0.0.1/api/v1/emails/send';

/** A clock that only waiting moves. */
function manualClock(): Clock & { waited: number[] } {
  let time = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => time,
    monotonic: () => time,
    wait(ms) {
      waited.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}

function allowance(
  options: Partial<AllowanceOptions> & { limits?: Partial<AllowanceOptions['budget']> } = {},
): Allowance {
  const budget = { maxRequests: 100, maxMessages: 2, maxTimeMs: 1000, rate: null, ...options.limits };
  return openAllowance({
    sinks: { addresses: ['Sink@example.com'], domains: [] },
    allowMail: true,
    clock: manualClock(),
    ...options,
    budget,
  });
}

/** A request's place in the budget, once it is its turn. */
async function reserve(kept: Allowance, spec: RequestSpec): Promise<Reservation> {
  const reservation = kept.reserve(spec);
  await reservation.turn;
  return reservation;
}

const mail = { from: { email: 'a@b.example' }, to: { email: 'sink@example.com' }, subject: 's', html_body: 'b' };

function request(body: unknown = null, more: Partial<RequestSpec> = {}): RequestSpec {
  const bytes = body === null ? null : Buffer.from(JSON.stringify(body));
  const spend = { messages: 0, recipients: [] };
  return { method: 'POST', url, headers: [], body: bytes, intent, id: 'test/1', spend, ...more };
}

function answer(spec: RequestSpec, status: number, body = ''): Exchange {
  const bytes = Buffer.from(body);
  const { id, method, headers } = spec;
  return {
    id,
    intent,
    request: { method, url: spec.url, headers, body: spec.body },
    response: {
      status,
      statusText: 'x',
      headers: [['A', 'b']],
      body: bytes,
      bodyBytes: bytes.length,
      truncated: false,
      tls: null,
    },
    failure: null,
    timings: { startedAt: 0, firstByteMs: 0, totalMs: 0 },
  };
}

function failed(spec: RequestSpec, phase: ExchangeFailure['phase']): Exchange {
  return { ...answer(spec, 200), response: null, failure: { phase, code: 'X', message: 'x' } };
}

async function accepted(kept: Allowance, spec: RequestSpec, exchange: Exchange): Promise<number> {
  (await reserve(kept, spec)).settle(exchange);
  return kept.traffic().messages;
}

describe('a budget of requests', () => {
  it('refuses the one after the last, before anything is sent', async () => {
    const kept = allowance({ limits: { maxRequests: 2 } });
    await Promise.all([reserve(kept, request()), reserve(kept, request())]);
    const refusal = reserve(kept, request());
    await expect(refusal).rejects.toMatchObject({
      code: 'BUDGET',
      budget: 'requests',
      where: 'POST /api/v1/emails/send',
    });
    await expect(refusal).rejects.toMatchObject({ advice: expect.stringContaining('--max-requests') as string });
    expect(kept.traffic().requests).toBe(2);
  });

  it('paces them by a clock, a small burst aside', async () => {
    const clock = manualClock();
    const kept = allowance({ clock, limits: { rate: 20 } });
    for (let n = 0; n < 4; n += 1) await reserve(kept, request());
    expect(clock.waited).toEqual([50, 50]);
  });
});

describe('a budget of time', () => {
  it('refuses what would start after its end', async () => {
    const clock = manualClock();
    const kept = allowance({ clock, limits: { maxTimeMs: 100, rate: 1 } });
    await reserve(kept, request());
    await expect(reserve(kept, request(mail))).rejects.toMatchObject({ budget: 'time' });
    await clock.wait(100);
    await expect(reserve(kept, request())).rejects.toMatchObject({ budget: 'time' });
    expect(kept.traffic().requests).toBe(1);
  });
});

describe('a budget of messages', () => {
  it('counts messages while they are in flight', async () => {
    const kept = allowance();
    await reserve(kept, request({ messages: [mail, mail] }));
    await expect(reserve(kept, request(mail))).rejects.toMatchObject({ budget: 'messages' });
    await expect(reserve(kept, request({}))).resolves.toBeDefined();
  });

  it.each([
    ['as accepted with a 2xx', (spec: RequestSpec) => answer(spec, 202), 1],
    ['as refused with any other status', (spec: RequestSpec) => answer(spec, 422), 0],
    ['as accepted when the answer was lost', (spec: RequestSpec) => failed(spec, 'headers'), 1],
    ['as accepted when the run was stopped meanwhile', (spec: RequestSpec) => failed(spec, 'aborted'), 1],
    ['as refused when no connection came about', (spec: RequestSpec) => failed(spec, 'connect'), 0],
  ])('books a mail %s', async (_, outcome, messages) => {
    const spec = request(mail);
    const kept = allowance({ limits: { maxMessages: 1 } });
    expect(await accepted(kept, spec, outcome(spec))).toBe(messages);
    const again = reserve(kept, spec);
    await (messages === 0
      ? expect(again).resolves.toBeDefined()
      : expect(again).rejects.toBeInstanceOf(BudgetExhausted));
  });

  it.each([
    ['{"data":{"summary":{"queued":1}}}', 1],
    ['{"data":{"summary":{"queued":99}}}', 2],
    ['{"data":{"summary":{"queued":-5}}}', 0],
    ['{"data":{"summary":{"queued":"1"}}}', 2],
    ['{"data":[', 2],
  ])('books a batch by what the reply says was queued, within reason: %s', async (reply, messages) => {
    const spec = request({ messages: [mail, mail] }, { url: `${url}/batch` });
    expect(await accepted(allowance(), spec, answer(spec, 200, reply))).toBe(messages);
  });

  it('does not take the word of a caller for less than the bytes say, nor the other way round', async () => {
    const recipients = ['sink@example.com'];
    const declared = request(null, { url: 'http://127.0.0.1/other', spend: { messages: 3, recipients } });
    await expect(reserve(allowance(), declared)).rejects.toMatchObject({ budget: 'messages' });
    await expect(reserve(allowance({ allowMail: false }), request(mail))).rejects.toMatchObject({ budget: 'messages' });
    await expect(reserve(allowance({ allowMail: false }), request({ ...mail, to: null }))).resolves.toBeDefined();
  });
});

describe('a mail under an idempotency key', () => {
  const keyed = (body: unknown, key = 'k1') => request(body, { headers: [['Idempotency-Key', key]] });
  const withId = (spec: RequestSpec, id: string) => answer(spec, 200, JSON.stringify({ data: { message_id: id } }));

  it('costs once, however often it is asked for again', async () => {
    const kept = allowance({ limits: { maxMessages: 1 } });
    const spec = keyed(mail);
    for (let n = 0; n < 3; n += 1) expect(await accepted(kept, spec, withId(spec, 'eml_1'))).toBe(1);
    const other = keyed({ ...mail, subject: 'other' });
    expect(await accepted(kept, other, answer(other, 409))).toBe(1);
    await expect(reserve(kept, keyed(mail, 'k2'))).rejects.toMatchObject({ budget: 'messages' });
  });

  it('costs again when the reply names a new one, and then the budget holds', async () => {
    const kept = allowance({ limits: { maxMessages: 1 } });
    const spec = keyed(mail);
    await accepted(kept, spec, withId(spec, 'eml_1'));
    expect(await accepted(kept, spec, withId(spec, 'eml_2'))).toBe(2);
    await expect(reserve(kept, spec)).rejects.toMatchObject({ budget: 'messages' });
    await expect(reserve(kept, request())).resolves.toBeDefined();
  });

  it('is paid for even when its answer was lost', async () => {
    const kept = allowance();
    const spec = keyed(mail);
    await accepted(kept, spec, failed(spec, 'headers'));
    expect(await accepted(kept, spec, withId(spec, 'eml_1'))).toBe(1);
    expect(await accepted(kept, spec, withId(spec, 'eml_2'))).toBe(2);
  });

  it('is another one with another credential or at another URL', async () => {
    const kept = allowance({ limits: { maxMessages: 1 } });
    const spec = keyed(mail);
    await accepted(kept, spec, withId(spec, 'eml_1'));
    const stranger = { ...spec, headers: [...spec.headers, ['Authorization', 'Bearer other'] as const] };
    await expect(reserve(kept, stranger)).rejects.toMatchObject({ budget: 'messages' });
    await expect(reserve(kept, { ...spec, url: `${url}/` })).rejects.toMatchObject({ budget: 'messages' });
  });

  it('repeats the ids of a batch', async () => {
    const spec = { ...keyed({ messages: [mail, mail] }), url: `${url}/batch` };
    const results = [{ message_id: 'eml_1' }, { message_id: null }];
    const reply = answer(spec, 200, JSON.stringify({ data: { results, summary: { queued: 1 } } }));
    const kept = allowance();
    for (let n = 0; n < 2; n += 1) expect(await accepted(kept, spec, reply)).toBe(1);
  });
});

describe('recipients', () => {
  it('must be sinks, whatever their letter case', async () => {
    const kept = allowance();
    await expect(reserve(kept, request({ ...mail, to: { email: 'SINK@Example.com' } }))).resolves.toBeDefined();
    const stranger = { ...mail, cc: [{ email: 'jane.doe@elsewhere.example' }] };
    const refusal = reserve(kept, request(stranger));
    await expect(refusal).rejects.toBeInstanceOf(SinkViolation);
    await expect(refusal).rejects.toThrow('elsewhere.example');
    await expect(refusal).rejects.not.toThrow('jane.doe');
    expect(kept.traffic().requests).toBe(1);
  });

  it('may be at a domain of the sinks', async () => {
    const kept = allowance({ sinks: { addresses: [], domains: ['example.com'] } });
    const anybody = { ...mail, to: { email: 'anybody@example.com' } };
    await expect(reserve(kept, request(anybody))).resolves.toBeDefined();
    const several = { ...anybody, cc: [{ email: 'jane.doe@example.com.elsewhere.example' }] };
    await expect(reserve(kept, request(several))).rejects.toBeInstanceOf(SinkViolation);
  });
});

describe('traffic', () => {
  it('adds up heads and bodies of what went over the wire', async () => {
    const kept = allowance();
    const spec = request({ a: 1 }, { headers: [['Key', 'value']] });
    (await reserve(kept, spec)).settle(answer(spec, 200, 'reply'));
    const sent = kept.traffic();
    expect(sent.bytesSent).toBe('POST /api/v1/emails/send HTTP/1.1\r\nKey: value\r\n\r\n{"a":1}'.length);
    expect(sent.bytesReceived).toBe('HTTP/1.1 200 x\r\nA: b\r\n\r\nreply'.length);
    (await reserve(kept, spec)).settle(failed(spec, 'connect'));
    expect(kept.traffic()).toMatchObject({ requests: 2, bytesSent: sent.bytesSent });
  });
});
