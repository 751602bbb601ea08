import type { Observation, Violation } from './check.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { isSuccess, tellsOfPresence } from './gen-reply.js';
import { membersIn } from './members.js';
import { hasContent } from './scope.js';
import { showHeader } from './show.js';

/** GEN-16. A PUT creates at the URL it names, and needs to say no more. */
export const creationsTellWhatWasCreated = oracleOf('GEN-16', {
  read: (tried) => {
    const created = triedAs('created', tried)?.created;
    return created?.status === 201 && created.exchange.request.method === 'POST' ? created : null;
  },
  judge: identityFaults,
  unseen: untested('no POST was answered 201'),
});

function identityFaults(created: Observation): readonly Violation[] {
  const location = created.header('location');
  if (location !== null && !URL.canParse(location, created.exchange.request.url)) {
    const actual = showHeader(location);
    return [
      {
        message: 'The Location of a 201 is no URI reference.',
        expected: 'a URL, or one relative to the target',
        actual,
      },
    ];
  }
  if (location !== null || identifies(created)) return [];
  return [
    {
      message: 'A 201 does not say what was created.',
      expected: 'Location, or a body with an id',
      actual: hasContent(created) ? 'no Location, and no member that identifies' : 'no Location and no body',
    },
  ];
}

/** Last words of member names that identify or lead to a resource: `id`, `order_id`, `orderId`. */
const identifying = [
  /(?:^|[^a-z])(?:ids?|uuid|guid|key|name|title|slug|code|url|uri|href|links?|self|token|number|ref|sku|email)$/i,
  /[a-z](?:Ids?|ID|Uuid|Key|Name|Url|Uri|Code|Number)$/,
];

/** Only what is JSON can be searched; other content is given the benefit of the doubt. */
function identifies(created: Observation): boolean {
  const { json } = created;
  if (json.kind !== 'value') return hasContent(created);
  if (typeof json.value === 'string' || typeof json.value === 'number') return true;
  return membersIn(json.value).some(({ name, value }) => value !== null && identifying.some((form) => form.test(name)));
}

/** GEN-17 */
export const whatWasCreatedCanBeRead = oracleOf('GEN-17', {
  read: (tried) => {
    const probe = triedAs('created', tried);
    if (!probe?.read || !tellsOfPresence(probe.read)) return null;
    return [200, 201].includes(probe.created.status) ? { created: probe.created, read: probe.read } : null;
  },
  judge: (pair) => (isSuccess(pair.read) ? [] : [absent(pair)]),
  unseen: untested('nothing that was created could be read'),
});

interface CreatedAndRead {
  readonly created: Observation;
  readonly read: Observation;
}

function absent({ created, read }: CreatedAndRead): Violation {
  const { method, url } = read.exchange.request;
  const violation = {
    message: `What was created is answered ${read.status} when it is read.`,
    expected: '200',
    actual: `${method} ${url}: ${read.status}`,
  };
  return isAnnounced({ created, read }) ? violation : { ...violation, tolerated: true };
}

/** The target itself said by a 201 where to read; else the place was inferred, and may be the wrong one. */
function isAnnounced({ created, read }: CreatedAndRead): boolean {
  const location = created.header('location');
  if (created.status !== 201 || location === null) return false;
  const base = created.exchange.request.url;
  return URL.canParse(location, base) && new URL(location, base).href === new URL(read.exchange.request.url).href;
}
