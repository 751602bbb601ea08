import {
  all,
  describe,
  errorReply,
  first,
  invalidBody,
  namedFields,
  sameAnswer,
  that,
  tolerated,
  type Call,
  type HeaderLine,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { heavy } from './heavy.js';
import { refusable } from './refusable.js';
import { undeliverable } from './undeliverable.js';

const mebibyte = 1024 ** 2;
const probe = refusable('/emails/send', 'sender');

function sending(bytes: Uint8Array, ...headers: readonly HeaderLine[]): Call {
  return { method: 'POST', path: '/emails/send', headers: [['Content-Type', 'application/json'], ...headers], bytes };
}

/** A mail that cannot be delivered, with a text that makes the whole JSON so many bytes long. */
function mailOf(bytes: number): Uint8Array {
  const [head = '', tail = ''] = JSON.stringify({ ...undeliverable, html_body: '\n' }).split('\\n');
  return Buffer.concat([Buffer.from(head), Buffer.alloc(bytes - head.length - tail.length, 'a'), Buffer.from(tail)]);
}

/** The same bytes in chunks of a mebibyte (RFC 9112 section 7.1). */
function inChunks(body: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += mebibyte) {
    const chunk = body.subarray(at, at + mebibyte);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

const brokenOff = 'the connection broke off before an answer could be read';

const bodies = heavy({
  id: 'SIZE.bodies',
  title: 'bodies around the cap',
  verifies: ['SIZE-01', 'SIZE-02', 'SIZE-03', 'SIZE-06'],
  operations: ['POST /emails/send'],
  price: { requests: 5, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const { bodyMaxBytes } = t.profile.values;
    const above = mailOf(bodyMaxBytes + 2 * mebibyte);
    const before = await t.send(probe);
    const declared = await t.attempt(sending(above));
    const after = await t.attempt(probe);
    judgeRefusal(t, { before, declared, after });
    const below = await t.attempt(sending(mailOf(Math.floor(bodyMaxBytes * 0.8))));
    if (below === null) t.skip('SIZE-02', brokenOff);
    else t.check('SIZE-02', below, first(notForItsSize(below), invalidBody(below, t.profile)));
    await sendChunked(t, above, declared);
  },
});

interface Refusal {
  /** A small send before the large one. */
  readonly before: Observation;
  /** The large one; null: no answer. */
  readonly declared: Observation | null;
  /** The small send again. */
  readonly after: Observation | null;
}

function judgeRefusal(t: ScenarioContext, { before, declared, after }: Refusal): void {
  if (declared === null) t.skip('SIZE-01', brokenOff);
  else t.check('SIZE-01', declared, tooLarge(declared));
  if (after === null) t.check('SIZE-06', declared ?? before, silentAfterwards);
  else if (declared?.status === 413) t.check('SIZE-06', [before, declared, after], sameAnswer(before, after));
  else t.skip('SIZE-06', 'no request was refused with 413');
}

const silentAfterwards: Judgement = {
  message: 'After a body that is too large the next request gets no answer.',
  expected: 'an answer as before',
  actual: 'no answer',
};

function tooLarge(seen: Observation): Judgement {
  return errorReply(seen, { status: 413, code: 'payload_too_large', retryable: false });
}

/** Over a bare socket: an HTTP client would declare the length. */
async function sendChunked(t: ScenarioContext, body: Uint8Array, declared: Observation | null): Promise<void> {
  const chunked = await t.attemptRaw(sending(inChunks(body), ['Transfer-Encoding', 'chunked']));
  if (chunked === null) {
    t.skip('SIZE-03', brokenOff);
    return;
  }
  const { observation } = chunked;
  const asDeclared = declared !== null && sameAnswer(declared, observation) === null;
  t.check('SIZE-03', observation, asDeclared || observation.status === 411 ? null : tooLarge(observation));
}

function notForItsSize(seen: Observation): Judgement {
  return that(seen.status !== 413, {
    message: 'A body well below the cap is refused for its size.',
    expected: 'any answer but 413',
    actual: describe(seen),
  });
}

const texts = heavy({
  id: 'SIZE.texts',
  title: 'a text above its own cap',
  verifies: ['SIZE-04'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 0 },
  wanted: ({ values }) =>
    values.htmlMaxBytes + 2 * mebibyte < values.bodyMaxBytes || 'the cap of the whole body strikes first',
  run: async (t) => {
    const seen = await t.attempt(sending(mailOf(t.profile.values.htmlMaxBytes + mebibyte)));
    if (seen === null) t.skip('SIZE-04', brokenOff);
    else
      t.check('SIZE-04', seen, all(seen.status === 413 ? null : first(invalidBody(seen, t.profile), namesText(seen))));
  },
});

/** The mail has another fault: a refusal for that alone overlooks the text. */
function namesText(seen: Observation): Judgement {
  const fields = namedFields(seen);
  return that(fields.length === 0 || fields.includes('html_body'), {
    message: 'A text above its cap is not refused.',
    expected: 'a fault of html_body',
    actual: `fields: ${fields.slice(0, 5).join(', ')}`,
  });
}

/** Two files that fit one by one, and in base64 make a mail a fifth larger than it may be. */
const files = heavy({
  id: 'SIZE.files',
  title: 'a mail that uploaded files make too large',
  verifies: ['SIZE-05'],
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/attachments', 'POST /emails/send'],
  price: { requests: 3, messages: 1 },
  run: async (t) => {
    const size = Math.min(Math.floor(t.profile.values.bodyMaxBytes * 0.45), t.profile.values.uploadMaxBytes);
    const bytes = Buffer.alloc(size, 'a');
    const attachments = [await uploaded(t, 'one.txt', bytes), await uploaded(t, 'two.txt', bytes)].map((id) => ({
      attachment_id: id,
    }));
    const json = { ...completeMail(t, 'files'), attachments };
    const seen = await t.send({ method: 'POST', path: '/emails/send', as: 'sender', json });
    t.check('SIZE-05', seen, seen.status === 422 ? tolerated(tooLarge(seen)) : tooLarge(seen));
  },
});

async function uploaded(t: ScenarioContext, filename: string, bytes: Uint8Array): Promise<string> {
  const seen = await t.send({
    method: 'POST',
    path: `/emails/attachments?filename=${filename}`,
    as: 'sender',
    headers: [['Content-Type', 'text/plain']],
    bytes,
  });
  const data = seen.object?.['data'];
  const id = typeof data === 'object' && data !== null && 'attachment_id' in data ? data.attachment_id : null;
  return typeof id === 'string' ? id : t.block(`a file of ${bytes.length} bytes was refused: ${describe(seen)}`);
}

export const sizeSuite: readonly Scenario[] = [...bodies, ...texts, ...files];
