import { attInlineDefects } from './att-inline.js';
import type { Defect } from './defect.js';

export const attDefects: readonly Defect[] = [...attInlineDefects];
