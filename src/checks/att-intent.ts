import { uploadIntent } from '../requirements/operations.js';
import { successesOf } from './about.js';
import { isAhead } from './att-attachment.js';
import type { Invariant, Observation, Violation } from './check.js';
import { dataOf } from './envelope.js';
import { asObject } from './observe.js';
import { requestJson } from './request-json.js';
import { serverTime } from './server-time.js';
import { show } from './show.js';

const unseen = { outcome: 'not-tested', reason: 'no upload intent was accepted in this run' } as const;

const accepted = successesOf(uploadIntent);

/** `data` of an accepted intent; what is replayed may be old. */
function intentOf(seen: Observation): Readonly<Record<string, unknown>> | null {
  return seen.exchange.intent.replayOf === null ? dataOf(seen) : null;
}

interface Member {
  readonly name: string;
  readonly called: string;
  readonly holds: (value: unknown, seen: Observation) => boolean;
}

const uploadId = /^upl_[a-z0-9]{24}$/;

const members: readonly Member[] = [
  { name: 'upload_id', called: String(uploadId), holds: (id) => typeof id === 'string' && uploadId.test(id) },
  { name: 'upload_url', called: 'an absolute http or https URL', holds: isAbsolute },
  { name: 'method', called: 'PUT', holds: (method) => method === 'PUT' },
  { name: 'expires_at', called: 'an instant after the reply', holds: isAhead },
  { name: 'max_size_bytes', called: 'a positive integer', holds: (size) => Number.isInteger(size) && Number(size) > 0 },
  { name: 'headers', called: 'an object of strings', holds: (headers) => headersOf(headers) !== null },
];

/** ATT-15 */
export const intentTellsHowToUpload: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-15',
  about: accepted,
  applies: (seen) => intentOf(seen) !== null,
  judge: (seen) => {
    const data = intentOf(seen) ?? {};
    return members
      .filter(({ name, holds }) => !holds(data[name], seen))
      .map(({ name, called }) => ({
        message: `${name} of an upload intent is not as it should be.`,
        expected: called,
        actual: name === 'headers' ? kindOf(data[name]) : show(data[name]),
      }));
  },
  unseen,
};

function isAbsolute(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^/]/i.test(value) && URL.canParse(value);
}

function kindOf(value: unknown): string {
  return value === undefined ? 'nothing' : Array.isArray(value) ? 'an array' : typeof value;
}

/** The header map by lower-case name; null when it is none. */
function headersOf(value: unknown): ReadonlyMap<string, string> | null {
  const entries = Object.entries(asObject(value) ?? { none: null });
  const lines = entries.flatMap(([name, one]) => (typeof one === 'string' ? [[name.toLowerCase(), one] as const] : []));
  return lines.length === entries.length ? new Map(lines) : null;
}

const tokenHeader = 'X-Sendmux-Upload-Token';

/** ATT-16. A map that is none is ATT-15's. */
export const intentListsHeaders: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-16',
  about: accepted,
  applies: (seen) => headersOf(intentOf(seen)?.['headers']) !== null,
  judge: (seen) => {
    const headers = headersOf(intentOf(seen)?.['headers']) ?? new Map<string, string>();
    const missing = ['Content-Type', 'Content-Length', tokenHeader].filter((name) => !headers.get(name.toLowerCase()));
    if (missing.length > 0) return [lacksHeader(missing, headers)];
    const announced = announcedSize(seen);
    const stated = headers.get('content-length');
    if (announced === null || stated === String(announced)) return [];
    return [
      {
        message: 'Content-Length of an upload intent is not the announced size.',
        expected: String(announced),
        actual: show(stated),
      },
    ];
  },
  unseen,
};

function lacksHeader(missing: readonly string[], headers: ReadonlyMap<string, string>): Violation {
  return {
    message: `An upload intent lacks ${missing.join(', ')} among its headers.`,
    expected: `Content-Type, Content-Length and ${tokenHeader}`,
    actual: show([...headers.keys()].join(', ')),
  };
}

function announcedSize(seen: Observation): number | null {
  const asked = requestJson(seen);
  const size = asked.kind === 'value' ? asObject(asked.value)?.['size_bytes'] : null;
  return typeof size === 'number' ? size : null;
}

const hour = 3_600_000;

/** ATT-33 */
export const uploadUrlIsShortLived: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-33',
  about: accepted,
  applies: (seen) => typeof intentOf(seen)?.['upload_url'] === 'string',
  judge: (seen) => {
    const { upload_url: url, expires_at: expiry, headers } = intentOf(seen) ?? {};
    const token = headersOf(headers)?.get(tokenHeader.toLowerCase()) ?? '';
    const violations: Violation[] = [];
    if (token !== '' && decoded(String(url)).includes(token)) {
      violations.push({ message: 'An upload URL holds the token.', expected: 'no token in it', actual: 'the token' });
    }
    const lifetime = typeof expiry === 'string' ? Date.parse(expiry) - serverTime(seen) : Number.NaN;
    // Date counts whole seconds.
    if (lifetime > hour + 1000) {
      violations.push({
        message: 'An upload URL lives for more than an hour.',
        expected: 'at most an hour',
        actual: `${Math.round(lifetime / 1000)} seconds`,
      });
    }
    return violations;
  },
  unseen,
};

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
