import { scenario, statusIs, that, type Judgement, type Observation, type Scenario } from '../src/kit.js';

/** What no handler ever sees is still answered in the form of the API. */
const outsideHandlers = scenario({
  id: 'ENV.outside-handlers',
  title: 'requests that reach no handler',
  verifies: ['ENV-08', 'ERR-33'],
  mode: 'smoke',
  operations: ['POST /emails/send'],
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const unknownPath = await t.send({ method: 'GET', path: `/${t.unique('nowhere')}`, as: 'sender' });
    t.check('ENV-08', unknownPath, isFailureEnvelope(unknownPath));
    t.check('ERR-33', unknownPath, statusIs(unknownPath, 404));

    const wrongMethod = await t.send({ method: 'DELETE', path: '/emails/send', as: 'sender' });
    t.check('ENV-08', wrongMethod, isFailureEnvelope(wrongMethod));

    const cutJson = await t.send({
      method: 'POST',
      path: '/emails/send',
      as: 'sender',
      headers: [['Content-Type', 'application/json']],
      bytes: '{"subject": "cut off',
    });
    t.check('ENV-08', cutJson, isFailureEnvelope(cutJson));
  },
});

/** Only the frame is asked for; what it must hold is watched on all traffic. */
function isFailureEnvelope({ status, object, mediaType }: Observation): Judgement {
  return that(status >= 400 && object !== null && 'meta' in object && 'error' in object, {
    message: 'A failure outside the handlers is no envelope.',
    expected: 'a failure with error and meta',
    actual: `${status} ${mediaType ?? 'without a type'}${object === null ? '' : ` with ${Object.keys(object).join(', ')}`}`,
  });
}

export const envSuite: readonly Scenario[] = [outsideHandlers];
