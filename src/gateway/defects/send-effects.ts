import type { GatewayParts, KeyRecord, Mail } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteHeader } from './rewrite.js';

const controlCharacter = /(?![\t\r\n])\p{Cc}/u;

function queueAnyway(parts: GatewayParts, key: KeyRecord, mail: Mail): void {
  parts.enqueue(mail, parts.messageIdFor(mail), { key, files: [], index: 0 });
}

/** What happens around a mail that is accepted, refused or sent in the wrong way. */
export const sendEffectDefects: readonly Defect[] = [
  {
    id: 'SEND-27:before-attachments',
    requirement: 'SEND-27',
    companions: ['BATCH-27'],
    title: 'a mail is queued before its attachments are looked at',
    apply: (parts) => {
      // Key and mail meet only here; nothing else runs in between.
      let key: KeyRecord | null = null;
      return {
        ...parts,
        checkSender: (from, owner) => {
          key = owner;
          return parts.checkSender(from, owner);
        },
        inspectAttachments: (mail) => {
          const faults = parts.inspectAttachments(mail);
          if (faults.length > 0 && key !== null) queueAnyway(parts, key, mail);
          return faults;
        },
      };
    },
  },
  {
    id: 'SEND-27:before-sender',
    requirement: 'SEND-27',
    companions: [],
    title: 'a mail is queued before its sender is looked at',
    apply: (parts) => {
      let mail: Mail | null = null;
      return {
        ...parts,
        validate: (schema, value) => {
          const issues = parts.validate(schema, value);
          if (schema === 'EmailSendRequest' && issues.length === 0) mail = value as Mail;
          return issues;
        },
        checkSender: (from, key) => {
          const refusal = parts.checkSender(from, key);
          if (refusal !== null && mail !== null) queueAnyway(parts, key, mail);
          return refusal;
        },
      };
    },
  },
  {
    id: 'SEND-28:any-method',
    requirement: 'SEND-28',
    companions: [],
    title: 'PUT is taken for POST',
    apply: (parts) => ({ ...parts, route: (method, path) => parts.route(method === 'PUT' ? 'POST' : method, path) }),
  },
  {
    id: 'SEND-28:no-allow',
    requirement: 'SEND-28',
    companions: [],
    title: 'a 405 has no Allow',
    apply: (parts) => rewriteHeader(parts, 'Allow', (present, _visit, { status }) => (status === 405 ? null : present)),
  },
  {
    id: 'SEND-29:dropped-later',
    requirement: 'SEND-29',
    companions: [],
    title: 'mails from example.com are queued, to be dropped later',
    apply: (parts) => ({
      ...parts,
      checkSender: (from, key) => (from.endsWith('@example.com') ? null : parts.checkSender(from, key)),
    }),
  },
  {
    id: 'SEND-31:builder-throws',
    requirement: 'SEND-31',
    companions: ['ERR-32'],
    title: 'the server fails over control characters in a subject',
    apply: (parts) => ({
      ...parts,
      enqueue: (mail, messageId, dispatch) => {
        if (controlCharacter.test(mail.subject)) throw new RangeError('a header cannot hold this');
        return parts.enqueue(mail, messageId, dispatch);
      },
    }),
  },
  {
    id: 'SEND-32:without-credit',
    requirement: 'SEND-32',
    companions: [],
    title: 'a single mail is queued without credit',
    apply: (parts) => ({
      ...parts,
      checkAccount: (key, messages) => {
        const refusal = parts.checkAccount(key, messages);
        return messages === 1 && refusal?.code === 'insufficient_credits' ? null : refusal;
      },
    }),
  },
  {
    id: 'SEND-32:without-providers',
    requirement: 'SEND-32',
    companions: [],
    title: 'mails are queued without providers',
    apply: (parts) => ({ ...parts, checkProviders: () => null }),
  },
];
