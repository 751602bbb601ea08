import { conformance } from '../src/vitest/index.js';

conformance({ environment: process.env, cwd: process.cwd() });
