import { forbidden, scenario, type Scenario } from '../src/kit.js';
import { announce, announcement, metadata, upload, uploaded } from './attachments.js';
import { note } from './files.js';

/** Everything a key without email.send may not do with files, in order but for the permission. */
const uploads = scenario({
  id: 'PERM.uploads',
  title: 'a key without email.send uploads and reads attachments',
  verifies: ['PERM-04', 'PERM-05', 'PERM-06'],
  mode: 'safe',
  principals: ['sender', 'unprivileged'],
  operations: [
    'POST /emails/attachments',
    'GET /emails/attachments/{attachment_id}',
    'POST /emails/attachment-uploads',
  ],
  price: { requests: 4, messages: 0 },
  run: async (t) => {
    const id = await uploaded(t, note);
    const direct = await upload(t, note, { as: 'unprivileged' });
    t.check('PERM-04', direct, forbidden(direct));
    const read = await metadata(t, id, 'unprivileged');
    t.check('PERM-05', read, forbidden(read));
    const intent = await announce(t, announcement(note), 'unprivileged');
    t.check('PERM-06', intent, forbidden(intent));
  },
});

const connection = scenario({
  id: 'PERM.connection',
  title: 'a key without email.send asks for its connection',
  verifies: ['PERM-11'],
  mode: 'smoke',
  principals: ['unprivileged'],
  operations: ['GET /me'],
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const seen = await t.send({ method: 'GET', path: '/me', as: 'unprivileged' });
    t.check('PERM-11', seen, forbidden(seen));
  },
});

export const laterPermissions: readonly Scenario[] = [uploads, connection];
