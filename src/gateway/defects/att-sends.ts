import { failure, type Issue } from '../failure.js';
import type { JsonMembers, Mail } from '../parts.js';
import type { Defect } from './defect.js';
import { withUploads } from './uploads.js';

/** Reads the attachments of a mail in another way before they are held to the schema. */
function readingAttachments(read: (attachments: readonly JsonMembers[]) => readonly JsonMembers[]): Defect['apply'] {
  return (parts) => ({
    ...parts,
    validate: (schema, value) => {
      const attachments = schema === 'EmailSendRequest' ? attachmentsIn(value) : null;
      return parts.validate(
        schema,
        attachments === null ? value : { ...(value as object), attachments: read(attachments) },
      );
    },
    inspectAttachments: (mail) => {
      const attachments = attachmentsIn(mail);
      const seen: unknown = attachments === null ? mail : { ...mail, attachments: read(attachments) };
      // The schema has vouched for what was read this way.
      return parts.inspectAttachments(seen as Mail);
    },
  });
}

function attachmentsIn(value: unknown): readonly JsonMembers[] | null {
  const list = typeof value === 'object' && value !== null && 'attachments' in value ? value.attachments : null;
  const isList = Array.isArray(list) && list.every((one) => typeof one === 'object' && one !== null);
  return isList ? (list as readonly JsonMembers[]) : null;
}

const known: ReadonlySet<string> = new Set(['filename', 'content', 'encoding', 'type', 'attachment_id']);

function knownOf(attachment: JsonMembers): JsonMembers {
  return Object.fromEntries(Object.entries(attachment).filter(([name]) => known.has(name)));
}

const missing: Issue['code'] = 'unknown_attachment';

export const attSendDefects: readonly Defect[] = [
  {
    id: 'ATT-27:inline-only',
    requirement: 'ATT-27',
    companions: [],
    profile: withUploads,
    title: 'mails may not refer to uploaded files',
    apply: (parts) => ({
      ...parts,
      findAttachment: (id, use) => (use === 'attach' ? null : parts.findAttachment(id, use)),
    }),
  },
  {
    id: 'ATT-28:sent-without',
    requirement: 'ATT-28',
    companions: [],
    profile: withUploads,
    title: 'a mail goes out without the file that is not there',
    apply: (parts) => ({ ...parts, missingAttachment: () => [] }),
  },
  {
    id: 'ATT-28:not-found',
    requirement: 'ATT-28',
    companions: [],
    profile: withUploads,
    title: 'a mail that refers to no file is answered with 404',
    apply: (parts) => ({
      ...parts,
      refuseBody: (issues) =>
        issues.some(({ code }) => code === missing)
          ? failure('not_found', 'There is no such attachment.')
          : parts.refuseBody(issues),
    }),
  },
  {
    id: 'ATT-28:foreign-sent',
    requirement: 'ATT-28',
    companions: [],
    profile: withUploads,
    title: 'a mail can carry a file of another team',
    apply: (parts) => ({
      ...parts,
      ownsAttachment: (file, key, use) => use === 'attach' || parts.ownsAttachment(file, key, use),
    }),
  },
  {
    id: 'ATT-28:expired-sent',
    requirement: 'ATT-28',
    companions: [],
    profile: withUploads,
    title: 'a mail can carry a file that has expired',
    apply: (parts) => ({
      ...parts,
      isExpired: (expiresAt, what) => what !== 'attachment' && parts.isExpired(expiresAt, what),
    }),
  },
  {
    id: 'ATT-28:unnamed',
    requirement: 'ATT-28',
    companions: [],
    profile: withUploads,
    title: 'which attachment is not there is not told',
    apply: (parts) => ({
      ...parts,
      missingAttachment: (index) => parts.missingAttachment(index).map((issue) => ({ ...issue, field: 'attachments' })),
    }),
  },
  {
    id: 'ATT-30:reference-preferred',
    requirement: 'ATT-30',
    companions: [],
    profile: withUploads,
    title: 'of an attachment that is both, the reference counts',
    apply: readingAttachments((list) =>
      list.map((one) => ('attachment_id' in one && 'content' in one ? { attachment_id: one['attachment_id'] } : one)),
    ),
  },
  {
    id: 'ATT-30:unknown-ignored',
    requirement: 'ATT-30',
    companions: ['SEND-20'],
    profile: withUploads,
    title: 'unknown members of an attachment are ignored',
    apply: readingAttachments((list) => list.map(knownOf)),
  },
  {
    id: 'ATT-30:nothing-attached',
    requirement: 'ATT-30',
    companions: [],
    profile: withUploads,
    title: 'an attachment of no members is left out',
    apply: readingAttachments((list) => list.filter((one) => Object.keys(one).length > 0)),
  },
  {
    id: 'ATT-31:used-up',
    requirement: 'ATT-31',
    companions: [],
    profile: withUploads,
    title: 'a file can be sent once',
    apply: (parts) => {
      const used = new Set<string>();
      return {
        ...parts,
        findAttachment: (id, use) => {
          if (use !== 'attach') return parts.findAttachment(id, use);
          const file = used.has(id) ? null : parts.findAttachment(id, use);
          used.add(id);
          return file;
        },
      };
    },
  },
];
