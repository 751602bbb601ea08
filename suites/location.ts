import { first, statusIs, that, type Judgement, type Observation, type ScenarioContext } from '../src/kit.js';
import { dataOf } from './attachments.js';

/** Follows the Location of an upload and checks ATT-05; gives what was found there, or null. */
export async function followLocation(t: ScenarioContext, created: Observation): Promise<Observation | null> {
  const location = created.header('location');
  const url = location === null ? null : resolve(location, created.exchange.request.url);
  if (url?.startsWith(`${t.target}/`) !== true) {
    t.check('ATT-05', created, {
      message: location === null ? 'An upload has no Location.' : 'The Location of an upload leads elsewhere.',
      expected: `a URL below ${t.target}`,
      actual: location ?? 'no such header',
    });
    return null;
  }
  const seen = await t.send({ method: 'GET', path: url, as: 'sender' });
  t.check('ATT-05', [created, seen], first(statusIs(seen, 200), sameAttachment(created, seen)));
  return seen.status === 200 ? seen : null;
}

function resolve(location: string, base: string): string | null {
  return URL.canParse(location, base) ? new URL(location, base).href : null;
}

function sameAttachment(created: Observation, seen: Observation): Judgement {
  const [want, got] = [created, seen].map((one) => dataOf(one)?.['attachment_id']);
  return that(want === got, {
    message: 'Location leads to something else than the attachment.',
    expected: String(want),
    actual: String(got),
  });
}

/** Two replies have the same `data`, whatever the order of its members. */
export function sameData(one: Observation, other: Observation): Judgement {
  const [want, got] = [one, other].map((seen) => sorted(dataOf(seen)));
  return that(want === got, {
    message: 'The two replies hold different data.',
    expected: want ?? 'nothing',
    actual: got ?? 'nothing',
  });
}

function sorted(data: Readonly<Record<string, unknown>> | null): string {
  return JSON.stringify(Object.entries(data ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
}
