import type { Scenario } from '../src/kit.js';
import { attSuite } from './att.js';
import { authSuite } from './auth.js';
import { batchSuite } from './batch.js';
import { condSuite } from './cond.js';
import { connSuite } from './conn.js';
import { convSuite } from './conv.js';
import { envSuite } from './env.js';
import { errSuite } from './err.js';
import { hdrSuite } from './hdr.js';
import { idemSuite } from './idem.js';
import { permSuite } from './perm.js';
import { rateSuite } from './rate.js';
import { sendSuite } from './send.js';
import { sizeSuite } from './size.js';
import { specSuite } from './spec.js';

/** Every scenario that comes with Touchstone, in the order of the catalogue. */
export const suites: readonly Scenario[] = [
  ...envSuite,
  ...hdrSuite,
  ...rateSuite,
  ...condSuite,
  ...convSuite,
  ...authSuite,
  ...permSuite,
  ...sendSuite,
  ...batchSuite,
  ...idemSuite,
  ...sizeSuite,
  ...attSuite,
  ...errSuite,
  ...specSuite,
  ...connSuite,
];
