import { createHash, randomUUID } from 'node:crypto';
import type { Defect } from './defect.js';
import { rewriteReply } from './rewrite.js';
import { sendEffectDefects } from './send-effects.js';
import { sendRefusalDefects } from './send-refusals.js';

export const sendDefects: readonly Defect[] = [
  {
    id: 'SEND-01:accepted-202',
    requirement: 'SEND-01',
    companions: ['SPEC-08'],
    title: 'a mail is accepted with 202',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation }) =>
        operation?.kind === 'send' && reply.status === 200 ? { ...reply, status: 202 } : reply,
      ),
  },
  {
    id: 'SEND-02:provider-told',
    requirement: 'SEND-02',
    companions: ['SPEC-08'],
    title: 'the reply to a send tells the provider',
    apply: (parts) => ({ ...parts, sendData: (queued) => ({ ...parts.sendData(queued), provider: 'amazon_ses' }) }),
  },
  {
    id: 'SEND-03:uuid',
    requirement: 'SEND-03',
    companions: ['SPEC-08'],
    title: 'the message_id of a send is a UUID',
    apply: (parts) => ({ ...parts, sendData: (queued) => ({ ...parts.sendData(queued), message_id: randomUUID() }) }),
  },
  {
    id: 'SEND-04:sent',
    requirement: 'SEND-04',
    companions: ['SPEC-08'],
    title: 'an accepted mail is called sent',
    apply: (parts) => ({ ...parts, sendData: (queued) => ({ ...parts.sendData(queued), status: 'sent' }) }),
  },
  {
    id: 'SEND-05:hash',
    requirement: 'SEND-05',
    companions: ['BATCH-19'],
    title: 'the message_id is a hash of the mail',
    apply: (parts) => ({
      ...parts,
      messageIdFor: (mail) => `eml_${createHash('sha256').update(JSON.stringify(mail)).digest('hex').slice(0, 24)}`,
    }),
  },
  ...sendRefusalDefects,
  ...sendEffectDefects,
];
