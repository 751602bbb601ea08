import { joinPointer } from '../../contract/json-pointer.js';
import { matchMediaType } from '../../contract/media-type.js';
import type { RequestValue } from '../request-case.js';
import type { Edit } from '../schema-source.js';
import { parseJson } from './raw.js';
import { withBody, type Base, type RequestPlan } from './request-plan.js';

/** A fault in how a body is sent, not in what it says. */
export interface ContentFault {
  readonly value: RequestValue;
  readonly mediaType: string;
  readonly edit: Edit;
}

const strangers = ['text/plain', 'application/xml', 'application/octet-stream', 'image/png'];

/** A body under a type that the document does not know, and one that is no JSON. */
export function* contentFaults(plan: RequestPlan, plain: Base): Generator<ContentFault> {
  const { requestBody } = plan.outline.operation;
  const base = withBody(plan, plain);
  const { body } = base.variant;
  if (requestBody === null || body === null || base.value.body === undefined) return;
  const stranger = strangers.find((type) => matchMediaType(requestBody.content, type) === null);
  const schema = joinPointer(requestBody.pointer, 'content');
  if (stranger !== undefined) {
    const edit: Edit = { at: '/body', keyword: 'content', schema, before: body.mediaType, after: stranger };
    yield { value: base.value, mediaType: stranger, edit };
  }
  if (body.kind !== 'json') return;
  const whole = JSON.stringify(base.value.body);
  const cut = parseJson(whole.slice(0, -1)) === undefined ? whole.slice(0, -1) : '{';
  const { body: before, ...others } = base.value;
  yield {
    value: { ...others, rawBody: cut },
    mediaType: body.mediaType,
    edit: { at: '/body', keyword: 'json', schema, before, after: cut },
  };
}
