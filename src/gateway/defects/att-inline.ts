import type { Issue } from '../failure.js';
import type { Defect } from './defect.js';

/** Overlooks faults of attachments that the schema would find. */
function overlooking(isOverlooked: (issue: Issue) => boolean): Defect['apply'] {
  return (parts) => ({
    ...parts,
    validate: (schema, value) =>
      parts.validate(schema, value).filter((issue) => !(isOfAttachment(issue) && isOverlooked(issue))),
  });
}

/** Overlooks faults of attachments that only a look into them would find. */
function notLookingFor(code: string): Defect['apply'] {
  return (parts) => ({
    ...parts,
    inspectAttachments: (mail) => parts.inspectAttachments(mail).filter((issue) => issue.code !== code),
  });
}

function isOfAttachment({ field }: Issue): boolean {
  return field.startsWith('attachments.');
}

export const attInlineDefects: readonly Defect[] = [
  {
    id: 'ATT-29:no-content',
    requirement: 'ATT-29',
    companions: [],
    title: 'an attachment without content is taken for an empty file',
    apply: (parts) => ({
      ...overlooking(({ field, code }) => field.endsWith('.content') && code === 'required')(parts),
      inspectAttachments: (mail) =>
        parts.inspectAttachments({
          ...mail,
          attachments: (mail.attachments ?? []).filter((one) => !('filename' in one) || 'content' in one),
        }),
    }),
  },
  {
    id: 'ATT-29:empty-content',
    requirement: 'ATT-29',
    companions: [],
    title: 'an empty attachment is accepted',
    apply: overlooking(({ field, code }) => field.endsWith('.content') && code === 'too_short'),
  },
  {
    id: 'ATT-29:any-encoding',
    requirement: 'ATT-29',
    companions: [],
    title: 'the encoding of an attachment is not looked at',
    apply: overlooking(({ field }) => field.endsWith('.encoding')),
  },
  {
    id: 'ATT-29:loose-base64',
    requirement: 'ATT-29',
    companions: [],
    title: 'what is no base64 is decoded as far as it goes',
    apply: notLookingFor('wrong_encoding'),
  },
  {
    id: 'ATT-35:inline-unchecked',
    requirement: 'ATT-35',
    companions: [],
    title: 'nobody looks into inline attachments',
    apply: notLookingFor('type_mismatch'),
  },
];
