import type { Failure } from '../failure.js';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { Claim, Finished, GatewayParts, GatewayRequest } from '../parts.js';
import type { Defect } from './defect.js';
import { ofBatches, ofMails, readBody } from './idem-parts.js';
import { encode } from './rewrite.js';

/** Reads keys otherwise where there is a usable one. */
function readingKeys(read: (key: string) => string | null | Failure): Defect['apply'] {
  return (parts) => ({
    ...parts,
    idempotencyKey: (request) => {
      const key = parts.idempotencyKey(request);
      return typeof key === 'string' ? read(key) : key;
    },
  });
}

function unusable(): Failure {
  return failure('invalid_parameter', 'The idempotency key is unusable.');
}

function headerKey(request: GatewayRequest): string | null {
  return headerOf(request, 'idempotency-key');
}

/** Team, path and key of a claim. */
function readName(name: string): { readonly team: string; readonly rest: string } {
  const end = name.indexOf(' ');
  return { team: name.slice(0, end), rest: name.slice(end + 1) };
}

interface FirstUse {
  readonly team: string;
  readonly fingerprint: string;
  readonly finished: Finished | null;
}

/** Lets `meet` decide when a team uses what another used first; null: as usual. */
function acrossTeams(meet: (first: FirstUse, fingerprint: string) => Claim | null): Defect['apply'] {
  return (parts) => {
    const uses = new Map<string, FirstUse>();
    return {
      ...parts,
      claim: (name, fingerprint) => {
        const { team, rest } = readName(name);
        const first = uses.get(rest);
        const met = first !== undefined && first.team !== team ? meet(first, fingerprint) : null;
        if (met !== null) return met;
        if (first === undefined) uses.set(rest, { team, fingerprint, finished: null });
        return parts.claim(name, fingerprint);
      },
      settle: (name, finished) => {
        const { team, rest } = readName(name);
        const first = uses.get(rest);
        if (first?.team === team) uses.set(rest, { ...first, finished });
        parts.settle(name, finished);
      },
    };
  };
}

/** Overlooks `idempotency_key` in bodies when `isOverlooked` says so. */
function overlooking(isOverlooked: (request: GatewayRequest) => boolean): Defect['apply'] {
  return (parts) => {
    // The request in hand: a body is judged in the same turn in which its key was read.
    let overlooked = false;
    return {
      ...parts,
      idempotencyKey: (request) => {
        overlooked = isOverlooked(request);
        return parts.idempotencyKey(request);
      },
      validate: (schema, value) => {
        const issues = parts.validate(schema, value);
        return overlooked ? issues.filter(({ field }) => field !== 'idempotency_key') : issues;
      },
    };
  };
}

/** Refuses a request to the document once its bytes are otherwise ready. */
function refusingDocument(parts: GatewayParts, isRefused: (request: GatewayRequest) => boolean): GatewayParts {
  return {
    ...parts,
    finish: (reply, visit) => {
      const isKeyed = headerKey(visit.request) !== null;
      if (visit.operation?.kind !== 'document' || !isKeyed || !isRefused(visit.request)) {
        return parts.finish(reply, visit);
      }
      const refusal = failure('idempotency_conflict', 'The idempotency key belongs to another request.');
      const envelope = parts.renderFailure(parts.describeFailure(refusal), visit.requestId);
      return parts.finish({ ...reply, status: refusal.status, body: encode(envelope) }, { ...visit, failure: refusal });
    },
  };
}

export const idemKeyDefects: readonly Defect[] = [
  {
    id: 'IDEM-12:cut-at-64',
    requirement: 'IDEM-12',
    companions: [],
    title: 'keys are cut at 64 characters',
    apply: readingKeys((key) => key.slice(0, 64)),
  },
  {
    id: 'IDEM-12:cut-at-128',
    requirement: 'IDEM-12',
    companions: [],
    title: 'keys are cut at 128 characters',
    apply: readingKeys((key) => key.slice(0, 128)),
  },
  {
    id: 'IDEM-12:short-refused',
    requirement: 'IDEM-12',
    companions: [],
    title: 'keys of less than 8 characters are refused',
    apply: readingKeys((key) => (key.length < 8 ? unusable() : key)),
  },
  {
    id: 'IDEM-12:short-ignored',
    requirement: 'IDEM-12',
    companions: [],
    title: 'keys of less than 8 characters are ignored',
    apply: readingKeys((key) => (key.length < 8 ? null : key)),
  },
  {
    id: 'IDEM-12:long-refused',
    requirement: 'IDEM-12',
    companions: [],
    title: 'keys of more than 128 characters are refused',
    apply: readingKeys((key) => (key.length > 128 ? unusable() : key)),
  },
  {
    id: 'IDEM-13:cut',
    requirement: 'IDEM-13',
    companions: [],
    title: 'keys that are too long are cut at 255 characters',
    apply: (parts) => ({
      ...parts,
      idempotencyKey: (request) => {
        const key = headerKey(request) ?? '';
        return key.length > 255 ? key.slice(0, 255) : parts.idempotencyKey(request);
      },
    }),
  },
  {
    id: 'IDEM-14:empty-shared',
    requirement: 'IDEM-14',
    companions: [],
    title: 'the empty string is a key that everyone shares',
    apply: (parts) => ({
      ...parts,
      idempotencyKey: (request) => (headerKey(request)?.trim() === '' ? 'empty' : parts.idempotencyKey(request)),
    }),
  },
  {
    id: 'IDEM-14:empty-replayed',
    requirement: 'IDEM-14',
    companions: [],
    title: 'the reply to the first request with an empty key goes to all others',
    apply: (parts) => ({
      ...parts,
      idempotencyKey: (request) => (headerKey(request)?.trim() === '' ? 'empty' : parts.idempotencyKey(request)),
      fingerprint: (request) => (headerKey(request)?.trim() === '' ? 'empty' : parts.fingerprint(request)),
    }),
  },
  {
    id: 'IDEM-15:tokens-only',
    requirement: 'IDEM-15',
    companions: [],
    title: 'keys of anything but letters, digits, - and _ are refused',
    apply: readingKeys((key) => (/^[\w-]+$/.test(key) ? key : unusable())),
  },
  {
    id: 'IDEM-15:punctuation-ignored',
    requirement: 'IDEM-15',
    companions: [],
    title: 'keys of anything but letters, digits, - and _ are ignored',
    apply: readingKeys((key) => (/^[\w-]+$/.test(key) ? key : null)),
  },
  {
    id: 'IDEM-16:conflict',
    requirement: 'IDEM-16',
    companions: [],
    title: 'a key that one team used conflicts when another uses it for another mail',
    apply: acrossTeams((first, fingerprint) => (first.fingerprint === fingerprint ? null : { kind: 'conflict' })),
  },
  {
    id: 'IDEM-16:foreign-reply',
    requirement: 'IDEM-16',
    companions: ['AUTH-19'],
    title: 'a key that one team used brings another team its reply',
    apply: acrossTeams(({ finished }) => finished && { kind: 'replay', finished }),
  },
  {
    id: 'IDEM-17:per-api-key',
    requirement: 'IDEM-17',
    companions: [],
    title: 'idempotency keys belong to the API key that used them',
    apply: (parts) => ({
      ...parts,
      idempotencyScope: (key, operation) => `${key.id} ${parts.idempotencyScope(key, operation)}`,
    }),
  },
  {
    id: 'IDEM-18:one-space',
    requirement: 'IDEM-18',
    companions: [],
    title: 'the operations of a team share their keys',
    apply: (parts) => ({ ...parts, idempotencyScope: ({ team }) => team }),
  },
  {
    id: 'IDEM-18:wrong-shape',
    requirement: 'IDEM-18',
    companions: ['SPEC-08'],
    title: 'a batch under the key of a single send gets its reply',
    apply: (parts) => {
      const finishedMails = new Map<string, Finished>();
      const keyAfter = (name: string, path: string) => name.slice(name.indexOf(path) + path.length);
      return {
        ...parts,
        settle: (name, finished) => {
          if (ofMails(name) && finished !== null) finishedMails.set(keyAfter(name, '/emails/send '), finished);
          parts.settle(name, finished);
        },
        claim: (name, fingerprint) => {
          const finished = ofBatches(name) ? finishedMails.get(keyAfter(name, '/emails/send/batch ')) : undefined;
          return finished === undefined ? parts.claim(name, fingerprint) : { kind: 'replay', finished };
        },
      };
    },
  },
  {
    id: 'IDEM-21:ignored',
    requirement: 'IDEM-21',
    companions: ['BATCH-26', 'SEND-19'],
    title: 'a key in the body is ignored',
    apply: overlooking(() => true),
  },
  {
    id: 'IDEM-21:ignored-beside-header',
    requirement: 'IDEM-21',
    companions: [],
    title: 'a key in the body is ignored when the header is there',
    apply: overlooking((request) => headerKey(request) !== null),
  },
  {
    id: 'IDEM-21:honoured',
    requirement: 'IDEM-21',
    companions: ['BATCH-26', 'SEND-19'],
    title: 'a key is also taken from the body',
    apply: (parts) => {
      const lenient = overlooking(() => true)(parts);
      return {
        ...lenient,
        idempotencyKey: (request) => {
          const key = lenient.idempotencyKey(request);
          const body = readBody(request.body);
          const named = typeof body === 'object' && body !== null && 'idempotency_key' in body;
          return key ?? (named && typeof body.idempotency_key === 'string' ? body.idempotency_key : null);
        },
      };
    },
  },
  {
    id: 'IDEM-28:refused',
    requirement: 'IDEM-28',
    companions: [],
    title: 'an idempotency key on a GET is a 409',
    apply: (parts) => refusingDocument(parts, () => true),
  },
  {
    id: 'IDEM-28:second-get-conflicts',
    requirement: 'IDEM-28',
    companions: [],
    title: 'another GET under the same idempotency key conflicts',
    apply: (parts) => {
      const queries = new Map<string, string>();
      return refusingDocument(parts, (request) => {
        const key = headerKey(request) ?? '';
        const known = queries.get(key) ?? request.query;
        queries.set(key, known);
        return known !== request.query;
      });
    },
  },
];
