import { expect, test } from 'vitest';
import { exchange } from '../../test/support/run-log.js';
import { countReply, findRootCauses, startCensus } from './root-causes.js';

interface Reply {
  readonly method?: string;
  readonly status: number;
  readonly body?: string;
  readonly times: number;
}

function census(...replies: readonly Reply[]) {
  const counted = startCensus();
  for (const { method = 'POST', status, body = '{}', times } of replies) {
    const { request, response, ...rest } = exchange('x/1', body);
    if (response === null) continue;
    const record = { ...rest, request: { ...request, method }, response: { ...response, status } };
    for (let time = 0; time < times; time += 1) countReply(counted, record);
  }
  return counted;
}

function violated(id: string, ...complaints: readonly (readonly [message: string, actual: string])[]) {
  const findings = complaints.map(([message, actual]) => ({ message, actual, operation: 'POST /emails/send' }));
  return { id, area: id.replace(/-\d+$/, ''), outcome: 'failed' as const, reason: null, findings };
}

function blocked(id: string, reason: string) {
  return { id, area: id.replace(/-\d+$/, ''), outcome: 'blocked' as const, reason, findings: [] };
}

const envelope = '{"ok":false,"error":{},"meta":{}}';

test('one answer to everything explains each complaint about that answer, and what was blocked by it', () => {
  const causes = findRootCauses(
    [
      violated('AUTH-01', ['The status is not 401.', '500']),
      violated('AUTH-02', ['The status is not 401.', '500 internal_error']),
      violated('HDR-01', ['There is no X-Request-Id.', 'no such header']),
      violated('AUTH-03', ['The status is not 401.', '500'], ['The reply is slow.', '9 s']),
      blocked('SEND-02', 'SEND.minimal: a mail was refused: 500'),
      blocked('SEND-03', 'SEND.minimal: no answer'),
    ],
    census({ status: 500, body: envelope, times: 40 }),
  );
  expect(causes).toMatchObject([
    {
      kind: 'same-answer',
      message: 'Every request is answered 500, whatever it asks (40 of 40).',
      requirements: ['AUTH-01', 'AUTH-02', 'SEND-02'],
    },
  ]);
});

test('a few other answers do not hide it, and it is not said of everything then', () => {
  const causes = findRootCauses(
    [violated('AUTH-01', ['The status is not 401.', '405'])],
    census({ status: 405, body: envelope, times: 95 }, { status: 404, method: 'GET', body: envelope, times: 5 }),
  );
  expect(causes).toMatchObject([
    { message: expect.stringMatching(/^Nearly every request .*\(95 of 100\)\.$/) as string },
  ]);
});

test('a server that answers as it should is explained by nothing', () => {
  const complaints = [
    violated('AUTH-01', ['The status is not 401.', '422 validation_error']),
    violated('AUTH-02', ['The status is not 401.', '422 validation_error']),
    violated('ENV-05', ['error has members of its own.', 'hint']),
  ];
  const varied = census({ status: 422, body: envelope, times: 30 }, { status: 200, body: envelope, times: 20 });
  expect(findRootCauses(complaints, varied)).toEqual([]);
  expect(findRootCauses(complaints, census({ status: 422, body: envelope, times: 9 })), 'too few replies').toEqual([]);
});

test('without a single envelope, what bodies lack is told once', () => {
  const causes = findRootCauses(
    [
      violated('ENV-01', ['The body has no boolean member ok.', 'ok: nothing']),
      violated('SPEC-08', ['The body of a 200 breaks its schema at the top (required).', 'ok is missing']),
      violated('HDR-08', ['A reply may be stored.', 'no Cache-Control']),
    ],
    census({ status: 200, times: 20 }, { status: 401, times: 20 }),
  );
  expect(causes).toMatchObject([
    { kind: 'no-envelope', message: 'No reply is an envelope (0 of 40).', requirements: ['ENV-01', 'SPEC-08'] },
  ]);
});

test('the same complaint in several requirements is told once', () => {
  const ids = ['SEND-06', 'SEND-07', 'SEND-08', 'SEND-09'];
  const replies = census({ status: 201, body: envelope, times: 20 }, { status: 401, body: envelope, times: 20 });
  const complaints = ids.map((id) => violated(id, ['A faulty mail is accepted.', '201']));
  expect(findRootCauses(complaints, replies)).toMatchObject([
    { kind: 'same-complaint', message: 'A faulty mail is accepted: 201.', requirements: ids },
  ]);
  expect(findRootCauses(complaints.slice(1), replies)).toEqual([]);
});

test('neither the document nor what the target was told to do wrong counts', () => {
  const counted = startCensus();
  const record = exchange('x/1', '{}');
  countReply(counted, { ...record, intent: { ...record.intent, faulted: true } });
  countReply(counted, { ...record, intent: { ...record.intent, by: 'control' } });
  countReply(counted, { ...record, response: null });
  const document = { ...record.request, method: 'GET', url: 'http://127.0.0.1/api/v1/openapi.json' };
  countReply(counted, { ...record, request: document });
  expect(counted.replies).toBe(0);
  countReply(counted, record);
  expect(counted.replies).toBe(1);
});
