import type { ApiOperation } from '../../contract/model.js';
import type { WireRequest } from '../../generate/request-case.js';
import type { RequestSpec } from '../../http/client-types.js';
import type { HeaderLine } from '../../http/exchange.js';
import { meterMail } from '../../http/mail-meter.js';
import type { RunOptions } from '../options.js';
import { choose } from './choice.js';
import type { Access, Credential } from './credentials.js';

/** What a request of the exploration is besides its wire form. */
export interface Dispatch {
  /** Id the exchange gets. */
  readonly id: string;
  /** The case it belongs to. */
  readonly by: string;
  /** Null: none that the document lists. */
  readonly operation: ApiOperation | null;
  readonly access: Access;
  /** `own`: as the operation asks for; `unknown`: a key that the target cannot know, in the same place. */
  readonly credential: 'own' | 'none' | 'unknown';
}

const nothing: Credential = { headers: [], query: '' };

/** Makes the exact request that goes out. */
export function dispatch(wire: WireRequest, how: Dispatch, options: RunOptions): RequestSpec {
  const { id, by, operation, access } = how;
  const own = how.credential === 'own' && access.kind === 'keyed';
  const { headers, query } = credentialOf(how, options);
  const path = query === '' ? wire.path : `${wire.path}${wire.path.includes('?') ? '&' : '?'}${query}`;
  const spec = {
    id,
    method: wire.method,
    url: `${options.target}${path}`,
    headers: withHeaders(wire.headers, headers),
    body: wire.body,
    intent: {
      by,
      operation: operation?.key ?? null,
      principal: own ? ('sender' as const) : null,
      authenticated: own,
      replayOf: null,
      faulted: false,
    },
  };
  return { ...spec, spend: meterMail(spec) };
}

function credentialOf({ access, credential }: Dispatch, { principals, seed }: RunOptions): Credential {
  if (access.kind !== 'keyed' || credential === 'none') return nothing;
  if (credential === 'unknown') return access.place(`ts-unknown-${choose(2 ** 31, seed, 'credential').toString(16)}`);
  return principals.sender ? access.place(principals.sender.value) : nothing;
}

/** Cookies go into one line (RFC 6265 section 5.4); a parameter of the operation never hides the credential. */
function withHeaders(own: readonly HeaderLine[], credential: readonly HeaderLine[]): readonly HeaderLine[] {
  const isCookie = ([name]: HeaderLine) => name.toLowerCase() === 'cookie';
  const replaced = new Set(credential.map(([name]) => name.toLowerCase()));
  const cookies = [...own, ...credential].filter(isCookie).map(([, value]) => value);
  const rest = [...own.filter(([name]) => !replaced.has(name.toLowerCase())), ...credential].filter(
    (line) => !isCookie(line),
  );
  const accepts = rest.some(([name]) => name.toLowerCase() === 'accept');
  return [
    ...(accepts ? [] : [['Accept', 'application/json, */*;q=0.5'] as const]),
    ...rest,
    ...(cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const]),
  ];
}
