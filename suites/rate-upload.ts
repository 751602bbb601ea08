import {
  costsOf,
  scenario,
  statusIs,
  that,
  type Call,
  type HeaderLine,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { fileName, note } from './files.js';
import { refusable } from './refusable.js';

const probe = refusable('/emails/send', 'sender');

/** A file of a few bytes, uploaded by someone who has nothing but the token. */
const delegated = scenario({
  id: 'RATE.delegated',
  title: 'a delegated upload between two requests with a key',
  verifies: ['RATE-19'],
  mode: 'full',
  operations: ['POST /emails/attachment-uploads', 'PUT /emails/attachment-uploads/{upload_id}'],
  price: { requests: 4, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const mark = await t.send(probe);
    const intent = await t.send({
      method: 'POST',
      path: '/emails/attachment-uploads',
      as: 'sender',
      json: { filename: fileName(note), size_bytes: note.bytes.length, content_type: note.type },
    });
    const put = await t.send(uploadAs(t, intent));
    if (statusIs(put, 200, 201) !== null) {
      t.skip('RATE-19', `the upload was refused with ${put.status}`);
      return;
    }
    const after = await t.send(probe);
    const costs = costsOf([mark, intent, after]);
    if (costs.kind === 'unclear') {
      t.skip('RATE-19', costs.reason);
      return;
    }
    const [usual = 0, withUpload = 0] = costs.units;
    t.check('RATE-19', [mark, intent, put, after], isFree(withUpload, usual));
  },
});

/** The upload as the reply to the intent describes it; its length is that of the bytes. */
function uploadAs(t: ScenarioContext, intent: Observation): Call {
  const data = intent.object?.['data'];
  const described = typeof data === 'object' && data !== null ? data : {};
  const path = 'upload_url' in described ? described.upload_url : null;
  const headers = 'headers' in described ? described.headers : null;
  if (typeof path !== 'string' || typeof headers !== 'object' || headers === null) {
    return t.block(`no delegated upload can be made: the intent was answered with ${intent.status}`);
  }
  const lines = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return {
    method: 'PUT',
    path,
    as: 'anonymous',
    headers: lines.map(([name, value]): HeaderLine => [name, String(value)]),
    bytes: note.bytes,
  };
}

function isFree(units: number, usual: number): Judgement {
  return that(units <= Math.max(usual, 1), {
    message: 'A delegated upload takes from the allowance of the key.',
    expected: 'Remaining falls by the request with the key only',
    actual: `Remaining falls by ${units}`,
  });
}

export const rateUploadSuite: readonly Scenario[] = [delegated];
