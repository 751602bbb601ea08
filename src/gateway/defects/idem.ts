import type { Defect } from './defect.js';
import { idemClaimDefects } from './idem-claims.js';
import { idemKeyDefects } from './idem-keys.js';
import { idemReplayDefects } from './idem-replays.js';
import { idemUploadDefects } from './idem-uploads.js';

/** Grouped by what goes wrong: the stored reply, the claim, the key, the upload. */
export const idemDefects: readonly Defect[] = [
  ...idemReplayDefects,
  ...idemClaimDefects,
  ...idemKeyDefects,
  ...idemUploadDefects,
];
