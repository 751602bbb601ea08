import { headerOf } from '../headers.js';
import type { GatewayParts, Operation } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteHeader, rewriteReply, withHeader } from './rewrite.js';
import { withConnection, withUploads } from './uploads.js';

/** Replaces the comparison of If-None-Match with the tag of the document. */
function comparing(compare: (ifNoneMatch: string, etag: string, parts: GatewayParts) => boolean): Defect['apply'] {
  return (parts) => ({ ...parts, matchesEtag: (ifNoneMatch, etag) => compare(ifNoneMatch, etag, parts) });
}

function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}

/** What a cache in front does that has seen the reply to somebody else. */
function unmodifiedForAll(kind: Operation['kind']): Defect['apply'] {
  return (parts) =>
    rewriteReply(parts, (reply, { operation, request }) => {
      const tag = headerOf(request, 'if-none-match');
      if (tag === null || reply.status !== 401 || operation?.kind !== kind) return reply;
      const headers = withHeader(withHeader(reply.headers, 'Content-Length', null), 'Content-Type', null);
      return { status: 304, headers: withHeader(headers, 'ETag', tag), body: null };
    });
}

export const condDefects: readonly Defect[] = [
  {
    id: 'COND-01:strong-tag',
    requirement: 'COND-01',
    companions: [],
    title: 'the document has a strong tag',
    apply: (parts) => ({ ...parts, etagOf: (representation) => opaque(parts.etagOf(representation)) }),
  },
  {
    id: 'COND-01:unquoted-tag',
    requirement: 'COND-01',
    companions: [],
    title: 'the tag of the document is a bare word',
    apply: (parts) => ({
      ...parts,
      etagOf: (representation) => opaque(parts.etagOf(representation)).replaceAll('"', ''),
    }),
  },
  {
    id: 'COND-02:never-304',
    requirement: 'COND-02',
    companions: [],
    title: 'If-None-Match is ignored',
    apply: (parts) => ({ ...parts, notModified: () => false }),
  },
  {
    id: 'COND-03:body-after-304',
    requirement: 'COND-03',
    companions: ['HDR-16'],
    title: 'the document follows the headers of a 304',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const finished = parts.finish(reply, visit);
        return reply.status === 304 ? { ...finished, body: reply.body } : finished;
      },
    }),
  },
  {
    id: 'COND-04:other-tag-on-304',
    requirement: 'COND-04',
    companions: [],
    title: 'a 304 carries another tag than the 200',
    apply: (parts) =>
      rewriteHeader(parts, 'ETag', (present, _visit, { status }) => (status === 304 ? 'W/"not-modified"' : present)),
  },
  {
    id: 'COND-05:every-tag-matches',
    requirement: 'COND-05',
    companions: [],
    title: 'any If-None-Match gives 304',
    apply: comparing(() => true),
  },
  {
    id: 'COND-06:list-as-one-tag',
    requirement: 'COND-06',
    companions: [],
    title: 'a list of tags is compared as if it were one',
    apply: comparing((ifNoneMatch, etag) => ifNoneMatch.trim() === '*' || opaque(ifNoneMatch) === opaque(etag)),
  },
  {
    id: 'COND-06:first-tag-only',
    requirement: 'COND-06',
    companions: [],
    title: 'only the first tag of a list is looked at',
    apply: comparing((ifNoneMatch, etag, parts) => parts.matchesEtag(ifNoneMatch.split(',')[0] ?? '', etag)),
  },
  {
    id: 'COND-07:asterisk-as-tag',
    requirement: 'COND-07',
    companions: [],
    title: 'an asterisk is compared like a tag',
    apply: comparing((ifNoneMatch, etag, parts) => ifNoneMatch.trim() !== '*' && parts.matchesEtag(ifNoneMatch, etag)),
  },
  {
    id: 'COND-08:compared-by-letter',
    requirement: 'COND-08',
    companions: [],
    title: 'a tag without its W/ is another tag',
    apply: comparing(
      (ifNoneMatch, etag) =>
        ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim() === etag.trim()),
    ),
  },
  {
    id: 'COND-09:empty-matches',
    requirement: 'COND-09',
    companions: [],
    title: 'an empty If-None-Match gives 304',
    apply: comparing((ifNoneMatch, etag, parts) => ifNoneMatch === '' || parts.matchesEtag(ifNoneMatch, etag)),
  },
  {
    id: 'COND-09:parser-fails',
    requirement: 'COND-09',
    companions: ['ERR-32'],
    title: 'an If-None-Match without quotes gives 500',
    apply: comparing((ifNoneMatch, etag, parts) => {
      if (!/["*]/.test(ifNoneMatch)) throw new Error('not a tag');
      return parts.matchesEtag(ifNoneMatch, etag);
    }),
  },
  {
    id: 'COND-10:tag-of-the-moment',
    requirement: 'COND-10',
    companions: [],
    title: 'the tag of the document is another one in every reply',
    apply: (parts) => {
      let fetches = 0;
      return {
        ...parts,
        etagOf: (representation) => parts.etagOf(representation).replace(/"$/, `-${(fetches += 1)}"`),
      };
    },
  },
  {
    id: 'COND-12:send-not-modified',
    requirement: 'COND-12',
    companions: [],
    title: 'a send with If-None-Match: * is answered 304',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const conditional = visit.request.method === 'POST' && headerOf(visit.request, 'if-none-match') === '*';
        return parts.finish(conditional ? { ...reply, status: 304 } : reply, visit);
      },
    }),
  },
  {
    id: 'COND-11:tag-of-the-envelope',
    requirement: 'COND-11',
    companions: ['COND-13'],
    profile: withUploads,
    title: 'the tag of an attachment is made of the whole reply, request id included',
    apply: (parts) => ({ ...parts, representation: (_data, envelope) => envelope }),
  },
  {
    id: 'COND-11:tag-of-the-connection',
    requirement: 'COND-11',
    companions: ['CONN-02'],
    profile: withConnection,
    title: 'the tag of the connection is made of the whole reply, request id included',
    apply: (parts) => ({
      ...parts,
      representation: (data, envelope, visit) =>
        visit.operation?.kind === 'connection' ? envelope : parts.representation(data, envelope, visit),
    }),
  },
  {
    id: 'COND-13:no-tag',
    requirement: 'COND-13',
    companions: [],
    profile: withUploads,
    title: 'an attachment has no tag',
    apply: (parts) => ({ ...parts, representation: () => null }),
  },
  {
    id: 'COND-13:never-304',
    requirement: 'COND-13',
    companions: [],
    profile: withUploads,
    title: 'the tag of an attachment is ignored when it comes back',
    apply: (parts) => ({
      ...parts,
      notModified: (visit, etag, matches) =>
        visit.operation?.kind !== 'attachment' && parts.notModified(visit, etag, matches),
    }),
  },
  {
    id: 'COND-13:body-after-304',
    requirement: 'COND-13',
    companions: [],
    profile: withUploads,
    title: 'the metadata follows the headers of a 304',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const finished = parts.finish(reply, visit);
        const unmodified = reply.status === 304 && visit.operation?.kind === 'attachment';
        return unmodified ? { ...finished, body: reply.body } : finished;
      },
    }),
  },
  {
    id: 'COND-14:cache-before-key',
    requirement: 'COND-14',
    companions: [],
    profile: withUploads,
    title: 'the tag of an attachment is compared before the key is looked at',
    apply: unmodifiedForAll('attachment'),
  },
  {
    id: 'COND-14:connection-before-key',
    requirement: 'COND-14',
    companions: ['CONN-02', 'CONN-04'],
    profile: withConnection,
    title: 'the tag of the connection is compared before the key is looked at',
    apply: unmodifiedForAll('connection'),
  },
  {
    id: 'COND-15:cacheable-304',
    requirement: 'COND-15',
    companions: ['HDR-08', 'HDR-11'],
    profile: withUploads,
    title: 'the 304 of an attachment may be cached',
    apply: (parts) =>
      rewriteHeader(parts, 'Cache-Control', (present, { operation }, { status }) =>
        operation?.kind === 'attachment' && status === 304 ? 'private, max-age=60' : present,
      ),
  },
  {
    id: 'COND-15:connection-304',
    requirement: 'COND-15',
    companions: ['HDR-08', 'HDR-11'],
    profile: withConnection,
    title: 'the 304 of the connection has lost its Cache-Control',
    apply: (parts) =>
      rewriteHeader(parts, 'Cache-Control', (present, { operation }, { status }) =>
        operation?.kind === 'connection' && status === 304 ? null : present,
      ),
  },
  {
    id: 'COND-16:head-without-tag',
    requirement: 'COND-16',
    companions: [],
    title: 'HEAD lacks the tag that GET has',
    apply: (parts) =>
      rewriteHeader(parts, 'ETag', (present, { request }) => (request.method === 'HEAD' ? null : present)),
  },
  {
    id: 'COND-16:head-with-body',
    requirement: 'COND-16',
    companions: [],
    title: 'HEAD is answered with the document',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const finished = parts.finish(reply, visit);
        return visit.request.method === 'HEAD' ? { ...finished, body: reply.body } : finished;
      },
    }),
  },
  {
    id: 'COND-18:wrong-key-refused',
    requirement: 'COND-18',
    companions: [],
    title: 'a wrong key is refused even where none is needed',
    apply: (parts) => ({
      ...parts,
      needsKey: (operation, request) =>
        parts.needsKey(operation, request) || headerOf(request, 'authorization') !== null,
    }),
  },
];
