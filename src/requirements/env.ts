import { defineArea } from './requirement.js';

export const env = defineArea('ENV', 'Envelope', {
  'ENV-01': {
    level: 'MUST',
    tier: 'seed',
    title: 'every JSON reply is an envelope',
    statement:
      'Every JSON reply is one object with a boolean `ok` and an object `meta`; exempt are the document itself, a 304 and a HEAD.',
    source: ['Sending API: Response format'],
    operations: [],
    test: 'Every reply of the run is read as an envelope.',
    cost: ['C0'],
    defect: 'Failures come back as the bare error object.',
    fix: 'Wrap every reply, whichever layer raised it, in one serializer.',
  },
});
