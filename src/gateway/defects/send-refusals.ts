import { failure } from '../failure.js';
import type { Defect } from './defect.js';
import { changeIssues, object, overlook, valueAt } from './overlook.js';

const isName = (field: string): boolean => /(?:^|\.)name$/.test(field);
const isHeader = (field: string): boolean => field.startsWith('custom_headers.');
const isTopLevel = (field: string): boolean => !field.includes('.');

/** Issues of a kind with a member are told of the body as a whole. */
function unnamed(kind: string, name: string): Defect['apply'] {
  return changeIssues('EmailSendRequest', (issues) =>
    issues.map((issue) => (issue.code === kind && issue.field === name ? { ...issue, field: '' } : issue)),
  );
}

/** What a mail is accepted with although its schema forbids it, and what it is refused for although it may have it. */
export const sendRefusalDefects: readonly Defect[] = [
  {
    id: 'SEND-06:no-html',
    requirement: 'SEND-06',
    companions: ['SPEC-09', 'ERR-24'],
    title: 'a mail needs no html_body',
    apply: overlook(({ code, field }) => code === 'required' && field === 'html_body'),
  },
  {
    id: 'SEND-06:no-subject',
    requirement: 'SEND-06',
    companions: ['SPEC-09'],
    title: 'a mail needs no subject',
    apply: overlook(({ code, field }) => code === 'required' && field === 'subject'),
  },
  {
    id: 'SEND-06:unnamed',
    requirement: 'SEND-06',
    companions: ['SPEC-09', 'ERR-28'],
    title: 'a refusal does not say that html_body is missing',
    apply: unnamed('required', 'html_body'),
  },
  {
    id: 'SEND-07:anything-with-at',
    requirement: 'SEND-07',
    companions: [],
    title: 'any text with an @ is an address',
    apply: overlook(({ code }, value) => code === 'wrong_format' && typeof value === 'string' && value.includes('@')),
  },
  {
    id: 'SEND-07:copies-unchecked',
    requirement: 'SEND-07',
    companions: ['ERR-24'],
    title: 'formats are not asserted for reply_to, cc, bcc and return_path',
    apply: overlook(({ code, field }) => code === 'wrong_format' && !/^(?:from|to)\./.test(field)),
  },
  {
    id: 'SEND-08:no-limit',
    requirement: 'SEND-08',
    companions: [],
    title: 'addresses may have any length',
    apply: overlook(({ code, field }) => code === 'too_long' && /(?:^return_path|\.email)$/.test(field)),
  },
  {
    id: 'SEND-08:two-hundred',
    requirement: 'SEND-08',
    companions: [],
    title: 'addresses of more than 200 characters are refused',
    apply: object((mail) =>
      String(valueAt(mail, 'to.email')).length > 200
        ? { field: 'to.email', code: 'too_long', message: 'must have at most 200 characters' }
        : null,
    ),
  },
  {
    id: 'SEND-09:line-breaks',
    requirement: 'SEND-09',
    companions: [],
    title: 'names may have line breaks',
    apply: overlook(({ code, field }) => code === 'wrong_pattern' && isName(field)),
  },
  {
    id: 'SEND-09:no-limit',
    requirement: 'SEND-09',
    companions: ['SPEC-09'],
    title: 'names may have any length',
    apply: overlook(({ code, field }) => code === 'too_long' && isName(field)),
  },
  {
    id: 'SEND-10:empty',
    requirement: 'SEND-10',
    companions: [],
    title: 'a subject may be empty',
    apply: overlook(({ code, field }) => code === 'too_short' && field === 'subject'),
  },
  {
    id: 'SEND-10:line-breaks',
    requirement: 'SEND-10',
    companions: [],
    title: 'a subject may have line breaks',
    apply: overlook(({ code, field }) => code === 'wrong_pattern' && field === 'subject'),
  },
  {
    id: 'SEND-10:no-limit',
    requirement: 'SEND-10',
    companions: ['SPEC-09', 'ERR-24'],
    title: 'a subject may have any length',
    apply: overlook(({ code, field }) => code === 'too_long' && field === 'subject'),
  },
  {
    id: 'SEND-10:five-hundred',
    requirement: 'SEND-10',
    companions: ['SPEC-09'],
    title: 'a subject of more than 500 characters is refused',
    apply: object(({ subject }) =>
      typeof subject === 'string' && subject.length > 500
        ? { field: 'subject', code: 'too_long', message: 'must have at most 500 characters' }
        : null,
    ),
  },
  {
    id: 'SEND-11:empty',
    requirement: 'SEND-11',
    companions: [],
    title: 'html_body may be empty',
    apply: overlook(({ code, field }) => code === 'too_short' && field === 'html_body'),
  },
  {
    id: 'SEND-12:too-short',
    requirement: 'SEND-12',
    companions: [],
    title: 'an empty text_body is refused',
    apply: object(({ text_body }) =>
      text_body === '' ? { field: 'text_body', code: 'too_short', message: 'must not be empty' } : null,
    ),
  },
  {
    id: 'SEND-13:array',
    requirement: 'SEND-13',
    companions: [],
    title: 'an array of recipients is accepted for to',
    apply: overlook(({ field }, value) => field === 'to' && Array.isArray(value)),
  },
  {
    id: 'SEND-13:text',
    requirement: 'SEND-13',
    companions: [],
    title: 'a bare address is accepted for to',
    apply: overlook(({ field }, value) => field === 'to' && typeof value === 'string'),
  },
  {
    id: 'SEND-14:any-number',
    requirement: 'SEND-14',
    companions: ['SPEC-09'],
    title: 'cc and bcc may have any number of recipients',
    apply: overlook(({ code, field }) => code === 'too_many' && /^b?cc$/.test(field)),
  },
  {
    id: 'SEND-14:texts',
    requirement: 'SEND-14',
    companions: [],
    title: 'cc and bcc may hold bare addresses',
    apply: overlook(({ field }, value) => /^b?cc\.\d+$/.test(field) && typeof value === 'string'),
  },
  {
    id: 'SEND-15:each-alone',
    requirement: 'SEND-15',
    companions: [],
    profile: 'sending@2026-08',
    title: 'cc and bcc are limited each, not together',
    apply: (parts) => ({ ...parts, inspectRecipients: () => [] }),
  },
  {
    id: 'SEND-15:forty',
    requirement: 'SEND-15',
    companions: [],
    profile: 'sending@2026-08',
    title: 'a mail may have 40 recipients',
    apply: object(({ cc, bcc }) =>
      Array.isArray(cc) && Array.isArray(bcc) && cc.length + bcc.length >= 40
        ? { field: 'cc', code: 'too_many', message: 'must leave 40 recipients at most' }
        : null,
    ),
  },
  {
    id: 'SEND-16:text',
    requirement: 'SEND-16',
    companions: [],
    title: 'a bare address is accepted for reply_to',
    apply: overlook(({ field }, value) => field === 'reply_to' && typeof value === 'string'),
  },
  {
    id: 'SEND-16:object',
    requirement: 'SEND-16',
    companions: [],
    title: 'an address object is accepted for return_path',
    apply: overlook(({ field }, value) => field === 'return_path' && typeof value === 'object'),
  },
  {
    id: 'SEND-17:any-name',
    requirement: 'SEND-17',
    companions: [],
    title: 'custom headers may have any name',
    apply: overlook(({ code }) => code === 'wrong_name'),
  },
  {
    id: 'SEND-17:prefix-only',
    requirement: 'SEND-17',
    companions: [],
    title: 'custom headers may have any name that begins with X-',
    apply: overlook(({ code, field }) => code === 'wrong_name' && field.startsWith('custom_headers.X-')),
  },
  {
    id: 'SEND-18:coerced',
    requirement: 'SEND-18',
    companions: [],
    title: 'values of custom headers are turned into text',
    apply: overlook(({ code, field }) => code === 'wrong_type' && isHeader(field)),
  },
  {
    id: 'SEND-18:line-breaks',
    requirement: 'SEND-18',
    companions: [],
    title: 'values of custom headers may have line breaks',
    apply: overlook(({ code, field }) => code === 'wrong_pattern' && isHeader(field)),
  },
  {
    id: 'SEND-18:no-limit',
    requirement: 'SEND-18',
    companions: [],
    title: 'values of custom headers may have any length',
    apply: overlook(({ code, field }) => code === 'too_long' && isHeader(field)),
  },
  {
    id: 'SEND-19:ignored',
    requirement: 'SEND-19',
    companions: ['BATCH-26', 'IDEM-21'],
    title: 'unknown members are ignored',
    apply: overlook(({ code, field }) => code === 'unknown_member' && isTopLevel(field)),
  },
  {
    id: 'SEND-19:key-ignored',
    requirement: 'SEND-19',
    companions: ['BATCH-26', 'IDEM-21'],
    title: 'an idempotency_key in the body is ignored',
    apply: overlook(({ code, field }) => code === 'unknown_member' && field === 'idempotency_key'),
  },
  {
    id: 'SEND-19:tags',
    requirement: 'SEND-19',
    companions: [],
    title: 'tags are accepted',
    apply: overlook(({ code, field }) => code === 'unknown_member' && field === 'tags'),
  },
  {
    id: 'SEND-20:top-level-only',
    requirement: 'SEND-20',
    companions: [],
    title: 'only the outermost object is closed',
    apply: overlook(({ code, field }) => code === 'unknown_member' && !isTopLevel(field)),
  },
  {
    id: 'SEND-20:attachments',
    requirement: 'SEND-20',
    companions: [],
    title: 'attachments may have any member',
    apply: overlook(({ code, field }) => code === 'unknown_member' && field.startsWith('attachments.')),
  },
  {
    id: 'SEND-21:absent',
    requirement: 'SEND-21',
    companions: [],
    title: 'null is taken for an absent text_body or reply_to',
    apply: overlook(({ field }, value) => /^(?:text_body|reply_to)$/.test(field) && value === null),
  },
  {
    id: 'SEND-22:numbers-as-text',
    requirement: 'SEND-22',
    companions: [],
    title: 'numbers are turned into text',
    apply: overlook(({ field }, value) => typeof value === 'number' && /^subject$|^text_body$|\.name$/.test(field)),
  },
  {
    id: 'SEND-22:lone-element',
    requirement: 'SEND-22',
    companions: [],
    title: 'a lone text is accepted for a list',
    apply: overlook(({ field }, value) => /^(?:b?cc|attachments)$/.test(field) && typeof value === 'string'),
  },
  {
    id: 'SEND-22:unnamed',
    requirement: 'SEND-22',
    companions: [],
    title: 'a refusal does not say that text_body has the wrong type',
    apply: unnamed('wrong_type', 'text_body'),
  },
  {
    id: 'SEND-23:unprocessable',
    requirement: 'SEND-23',
    companions: [],
    title: 'broken JSON is refused like a faulty mail',
    apply: (parts) => ({
      ...parts,
      parseBody: (body) => {
        const read = parts.parseBody(body);
        return read.kind === 'failure' ? failure('validation_error', 'The body has a fault.') : read;
      },
    }),
  },
  {
    id: 'SEND-23:trailing-comma',
    requirement: 'SEND-23',
    companions: [],
    title: 'a comma too many is read over',
    apply: (parts) => ({
      ...parts,
      parseBody: (body) =>
        parts.parseBody(
          Buffer.from(
            Buffer.from(body)
              .toString('utf8')
              .replace(/,\s*\}$/, '}'),
          ),
        ),
    }),
  },
  {
    id: 'SEND-23:missing-body',
    requirement: 'SEND-23',
    companions: [],
    title: 'an empty body is read as an empty object',
    apply: (parts) => ({
      ...parts,
      parseBody: (body) => (body.length === 0 ? { kind: 'parsed', value: {} } : parts.parseBody(body)),
    }),
  },
  {
    id: 'SEND-24:null',
    requirement: 'SEND-24',
    companions: ['ERR-32'],
    title: 'the server fails over a batch that is null',
    apply: (parts) => ({
      ...parts,
      validate: (schema, value) => {
        if (schema === 'BatchSendRequest' && value === null) throw new TypeError('null has no members');
        return parts.validate(schema, value);
      },
    }),
  },
  {
    id: 'SEND-24:not-found',
    requirement: 'SEND-24',
    companions: ['BATCH-04'],
    title: 'JSON that is no object is 404',
    apply: (parts) => ({
      ...parts,
      parseBody: (body) => {
        const read = parts.parseBody(body);
        const isObject = read.kind === 'parsed' && typeof read.value === 'object' && !Array.isArray(read.value);
        return isObject || read.kind === 'failure' ? read : failure('not_found', 'There is nothing to send.');
      },
    }),
  },
  {
    id: 'SEND-25:any-number',
    requirement: 'SEND-25',
    companions: [],
    title: 'a mail may have any number of attachments',
    apply: overlook(({ code, field }) => code === 'too_many' && field === 'attachments'),
  },
  {
    id: 'SEND-25:five',
    requirement: 'SEND-25',
    companions: [],
    title: 'a mail may have five attachments',
    apply: object(({ attachments }) =>
      Array.isArray(attachments) && attachments.length > 5
        ? { field: 'attachments', code: 'too_many', message: 'must have at most 5 items' }
        : null,
    ),
  },
  {
    id: 'SEND-26:ignored',
    requirement: 'SEND-26',
    companions: [],
    title: 'delivery_group is ignored',
    apply: (parts) => ({
      ...overlook(({ field }) => field === 'delivery_group')(parts),
      inspectRoute: () => [],
    }),
  },
  {
    id: 'SEND-26:any-form',
    requirement: 'SEND-26',
    companions: [],
    profile: 'sending@2026-10',
    title: 'delivery_group may have any form',
    apply: overlook(({ field }) => field.startsWith('delivery_group')),
  },
  {
    id: 'SEND-26:unknown-group',
    requirement: 'SEND-26',
    companions: [],
    profile: 'sending@2026-10',
    title: 'delivery groups that a team does not have are accepted',
    apply: (parts) => ({ ...parts, inspectRoute: () => [] }),
  },
];
