import { randomUUID } from 'node:crypto';
import { headerOf } from '../headers.js';
import type { Defect } from './defect.js';
import { encode, rewriteHeader } from './rewrite.js';

export const hdrDefects: readonly Defect[] = [
  {
    id: 'HDR-01:success-only',
    requirement: 'HDR-01',
    companions: [],
    title: 'failures have no X-Request-Id',
    apply: (parts) => ({
      ...parts,
      requestIdHeader: (visit) => (visit.failure === null ? parts.requestIdHeader(visit) : null),
    }),
  },
  {
    id: 'HDR-02:two-ids',
    requirement: 'HDR-02',
    companions: ['IDEM-03'],
    title: 'header and body draw their request ids independently',
    apply: (parts) => ({ ...parts, requestIdHeader: ({ request }) => parts.requestIdFor(request) }),
  },
  {
    id: 'HDR-03:one-id-a-minute',
    requirement: 'HDR-03',
    companions: [],
    title: 'the request id is derived from the clock',
    apply: (parts) => ({ ...parts, requestIdFor: () => `req_${Math.floor(parts.now() / 60_000).toString(36)}` }),
  },
  {
    id: 'HDR-04:uuid',
    requirement: 'HDR-04',
    companions: ['SPEC-08'],
    title: 'the request id is a bare UUID',
    apply: (parts) => ({ ...parts, requestIdFor: () => randomUUID() }),
  },
  {
    id: 'HDR-05:lost-on-304',
    requirement: 'HDR-05',
    companions: [],
    title: 'a 304 has no X-Request-Id',
    apply: (parts) =>
      rewriteHeader(parts, 'X-Request-Id', (present, _visit, { status }) => (status === 304 ? null : present)),
  },
  {
    id: 'HDR-05:document-without-id',
    requirement: 'HDR-05',
    companions: [],
    title: 'the document is served without X-Request-Id',
    apply: (parts) => ({
      ...parts,
      requestIdHeader: (visit) => (visit.operation?.kind === 'document' ? null : parts.requestIdHeader(visit)),
    }),
  },
  {
    id: 'HDR-06:echoed',
    requirement: 'HDR-06',
    companions: [],
    title: 'the header echoes the X-Request-Id of the client, meta does not',
    apply: (parts) => ({
      ...parts,
      requestIdHeader: (visit) => headerOf(visit.request, 'x-request-id') ?? parts.requestIdHeader(visit),
    }),
  },
  {
    id: 'HDR-06:adopted',
    requirement: 'HDR-06',
    companions: [],
    title: 'the X-Request-Id of the client is adopted, however often it comes',
    apply: (parts) => ({
      ...parts,
      requestIdFor: (request) => headerOf(request, 'x-request-id') ?? parts.requestIdFor(request),
    }),
  },
  {
    id: 'HDR-07:text-failures',
    requirement: 'HDR-07',
    companions: ['SPEC-08'],
    title: 'failures are declared text/plain',
    apply: (parts) => ({
      ...parts,
      contentType: (visit) => (visit.failure === null ? parts.contentType(visit) : 'text/plain'),
    }),
  },
  {
    id: 'HDR-08:success-only',
    requirement: 'HDR-08',
    companions: [],
    title: 'refusals of a valid key may be stored',
    apply: (parts) => ({
      ...parts,
      cacheControl: (visit) => (visit.key && visit.failure ? 'private, max-age=0' : parts.cacheControl(visit)),
    }),
  },
  {
    id: 'HDR-09:public-401',
    requirement: 'HDR-09',
    companions: [],
    title: 'a 401 may be cached by anyone',
    apply: (parts) => ({
      ...parts,
      cacheControl: (visit) => (visit.failure?.status === 401 ? 'public, max-age=60' : parts.cacheControl(visit)),
    }),
  },
  {
    id: 'HDR-10:no-store',
    requirement: 'HDR-10',
    companions: [],
    title: 'the document is no-store like everything else',
    apply: (parts) => ({ ...parts, cacheControl: () => 'no-store' }),
  },
  {
    id: 'HDR-10:a-day',
    requirement: 'HDR-10',
    companions: [],
    title: 'the document may be cached for a day',
    apply: (parts) => ({
      ...parts,
      cacheControl: (visit) => parts.cacheControl(visit).replace('max-age=3600', 'max-age=86400'),
    }),
  },
  {
    id: 'HDR-11:no-cache-control',
    requirement: 'HDR-11',
    companions: [],
    title: 'a 304 has no Cache-Control',
    apply: (parts) =>
      rewriteHeader(parts, 'Cache-Control', (present, _visit, { status }) => (status === 304 ? null : present)),
  },
  {
    id: 'HDR-11:no-tag',
    requirement: 'HDR-11',
    companions: ['COND-04'],
    title: 'a 304 has no ETag',
    apply: (parts) => rewriteHeader(parts, 'ETag', (present, _visit, { status }) => (status === 304 ? null : present)),
  },
  {
    id: 'HDR-12:date',
    requirement: 'HDR-12',
    companions: [],
    title: 'Retry-After is a date',
    apply: (parts) => ({
      ...parts,
      retryAfter: (failure) => {
        const seconds = parts.retryAfter(failure);
        return seconds === null ? null : new Date(parts.now() + Number(seconds) * 1000).toUTCString();
      },
    }),
  },
  {
    id: 'HDR-13:no-retry-after',
    requirement: 'HDR-13',
    companions: [],
    title: 'a 503 does not say when to come back',
    apply: (parts) => ({
      ...parts,
      retryAfter: (failure) => (failure.status === 503 ? null : parts.retryAfter(failure)),
    }),
  },
  {
    id: 'HDR-14:everywhere',
    requirement: 'HDR-14',
    companions: [],
    title: 'every failure has Retry-After',
    apply: (parts) => ({ ...parts, retryAfter: (failure) => parts.retryAfter(failure) ?? '60' }),
  },
  {
    id: 'HDR-15:no-challenge',
    requirement: 'HDR-15',
    companions: [],
    title: 'a 401 has no WWW-Authenticate',
    apply: (parts) => ({ ...parts, challenge: () => null }),
  },
  {
    id: 'HDR-16:error-after-304',
    requirement: 'HDR-16',
    companions: ['COND-03'],
    title: 'a 304 is followed by an error',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const finished = parts.finish(reply, visit);
        if (reply.status !== 304) return finished;
        return { ...finished, body: encode(parts.renderFailure({ code: 'not_modified' }, visit.requestId)) };
      },
    }),
  },
  {
    id: 'HDR-17:exact-case',
    requirement: 'HDR-17',
    companions: [],
    title: 'only a header spelled Authorization is seen',
    apply: (parts) => ({
      ...parts,
      credential: (request) =>
        request.headers.some(([name]) => name === 'Authorization') ? parts.credential(request) : null,
    }),
  },
  {
    id: 'HDR-17:exact-condition',
    requirement: 'HDR-17',
    companions: [],
    title: 'only a header spelled If-None-Match is seen',
    apply: (parts) => ({
      ...parts,
      notModified: (visit, etag, matches) =>
        parts.notModified(visit, etag, matches && visit.request.headers.some(([name]) => name === 'If-None-Match')),
    }),
  },
];
