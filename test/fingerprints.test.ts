import { expect, test } from 'vitest';
import { startGateway } from '../src/gateway/gateway.js';
import { configOf, resultsOf } from './support/embedded-run.js';

/** Faults whose evidence is of the moment: a time, a key, an id, a position, a made-up path. */
const defects = ['CONV-03:epoch-seconds', 'IDEM-05:replayed', 'BATCH-13:backwards', 'HDR-04:uuid', 'ENV-08:html-404'];

/** Fingerprints of the findings of a run against a server of its own, by requirement. */
async function fingerprintsOf(seed: number): Promise<readonly string[]> {
  const gateway = await startGateway({ defects });
  try {
    // Generated requests are others for every seed, and so may be what they find.
    const { requirements } = await resultsOf({ ...configOf(gateway), seed, runs: 0 });
    return requirements
      .flatMap(({ id, findings }) => findings.map(({ fingerprint, operation }) => `${id} ${fingerprint} ${operation}`))
      .toSorted();
  } finally {
    await gateway.close();
  }
}

test('the same fault has the same fingerprint whatever the seed, the run and the port', async () => {
  const first = await fingerprintsOf(1);
  for (const id of defects) expect(first.join('\n')).toContain(id.split(':')[0]);
  expect(await fingerprintsOf(4_294_967_295)).toEqual(first);
});
