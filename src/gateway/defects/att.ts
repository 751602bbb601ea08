import { attDelegatedDefects } from './att-delegated.js';
import { attDirectDefects } from './att-direct.js';
import { attFileDefects } from './att-files.js';
import { attInlineDefects } from './att-inline.js';
import { attSendDefects } from './att-sends.js';
import type { Defect } from './defect.js';

export const attDefects: readonly Defect[] = [
  ...attDirectDefects,
  ...attFileDefects,
  ...attDelegatedDefects,
  ...attSendDefects,
  ...attInlineDefects,
];
