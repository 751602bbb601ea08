import type { ApiModel, ApiOperation, SecurityAlternative, SecurityScheme } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';

/** Where a credential goes in a request. */
export interface Credential {
  readonly headers: readonly HeaderLine[];
  /** Encoded, without a leading `?` or `&`; empty: nothing. */
  readonly query: string;
}

/** What an operation asks for. */
export type Access =
  /** Anyone may call it, or the document says nothing and there is no key. */
  | { readonly kind: 'open' }
  /** `declared`: the document says so; else a key is sent because there is one. */
  | { readonly kind: 'keyed'; readonly declared: boolean; readonly place: (key: string) => Credential }
  /** No credential of ours can meet it. */
  | { readonly kind: 'closed'; readonly reason: string };

/**
 * How an operation is to be called by someone who holds one key, as its security says (OpenAPI 3.1, "Security
 * Requirement Object"): the first alternative that such a key can meet.
 */
export function accessOf({ security }: ApiOperation, model: ApiModel, hasKey: boolean): Access {
  if (security === null) return hasKey ? { kind: 'keyed', declared: false, place: bearer } : { kind: 'open' };
  const asking = security.filter((alternative) => alternative.length > 0);
  const optional = asking.length < security.length || security.length === 0;
  if (asking.length === 0) return { kind: 'open' };
  const placings = hasKey ? asking.map((alternative) => placing(alternative, model)) : [];
  const place = placings.find((one) => one !== null);
  // Where anyone may call it, that a key is refused shows nothing.
  if (place) return { kind: 'keyed', declared: !optional, place };
  if (optional) return { kind: 'open' };
  return {
    kind: 'closed',
    reason: hasKey
      ? `no single key meets its security (${schemesIn(asking)})`
      : 'needs the principal sender (config: principals.sender)',
  };
}

function schemesIn(alternatives: readonly SecurityAlternative[]): string {
  return [...new Set(alternatives.flat().map(({ scheme }) => scheme))].join(', ');
}

function placing(
  alternative: SecurityAlternative,
  { securitySchemes }: ApiModel,
): ((key: string) => Credential) | null {
  const places = alternative.map(({ scheme }) => {
    const declared = securitySchemes.get(scheme);
    return declared ? placeOf(declared) : null;
  });
  const known = places.filter((place) => place !== null);
  if (known.length < places.length) return null;
  return (key) => {
    const all = known.map((place) => place(key));
    return {
      headers: all.flatMap(({ headers }) => headers),
      query: all
        .map(({ query }) => query)
        .filter((query) => query !== '')
        .join('&'),
    };
  };
}

function placeOf({ type, scheme, in: where, parameter }: SecurityScheme): ((key: string) => Credential) | null {
  switch (type) {
    case 'oauth2':
    case 'openIdConnect':
      return bearer;
    case 'http':
      return scheme === 'bearer' ? bearer : scheme === 'basic' ? basic : null;
    case 'apiKey':
      return where === null || parameter === null ? null : (key) => apiKey(where, parameter, key);
    case 'mutualTLS':
      return null;
  }
}

function bearer(key: string): Credential {
  return { headers: [['Authorization', `Bearer ${key}`]], query: '' };
}

/** RFC 7617 section 2: a key without a colon is a user's name, its password empty. */
function basic(key: string): Credential {
  const pair = key.includes(':') ? key : `${key}:`;
  return { headers: [['Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`]], query: '' };
}

function apiKey(where: 'query' | 'header' | 'cookie', name: string, key: string): Credential {
  switch (where) {
    case 'header':
      return { headers: [[name, key]], query: '' };
    case 'cookie':
      return { headers: [['Cookie', `${name}=${key}`]], query: '' };
    case 'query':
      return { headers: [], query: `${encodeURIComponent(name)}=${encodeURIComponent(key)}` };
  }
}
