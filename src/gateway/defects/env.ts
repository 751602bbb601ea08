import type { Defect } from './defect.js';
import { rewriteEnvelope } from './rewrite.js';

export const envDefects: readonly Defect[] = [
  {
    id: 'ENV-01:bare-body',
    requirement: 'ENV-01',
    companions: ['ENV-02', 'ENV-03', 'ENV-06', 'ENV-08', 'HDR-02', 'SPEC-08'],
    title: 'replies carry the bare data or error, without the envelope',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (visit.failure === null ? envelope['data'] : envelope['error'])),
  },
];
