import { joinPointer } from '../../contract/json-pointer.js';
import { matchMediaType } from '../../contract/media-type.js';
import type { RequestValue } from '../request-case.js';
import type { Edit } from '../schema-source.js';
import { jsonFaults } from './json-faults.js';
import { withBody, type Base, type RequestPlan } from './request-plan.js';

/** A fault in how a body is sent, not in what it says. */
export interface ContentFault {
  readonly value: RequestValue;
  readonly mediaType: string;
  readonly edit: Edit;
}

const strangers = ['text/plain', 'application/xml', 'application/octet-stream', 'image/png'];

/** A body under a type that the document does not know, one that is no JSON, and nothing under the type of JSON. */
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
  const { mediaType } = body;
  const { body: before, ...others } = base.value;
  for (const { keyword, text } of jsonFaults(before)) {
    yield {
      value: { ...others, rawBody: text },
      mediaType,
      edit: { at: '/body', keyword, schema, before, after: text },
    };
  }
  if (!requestBody.required) return;
  const edit: Edit = { at: '/body', keyword: 'required', schema: requestBody.pointer, before, after: undefined };
  yield { value: { ...others, rawBody: '' }, mediaType, edit };
}
