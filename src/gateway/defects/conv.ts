import { failure } from '../failure.js';
import type { JsonMembers } from '../parts.js';
import { BASE_PATH } from '../routes.js';
import type { Defect } from './defect.js';
import { showing, telling, withUploads } from './uploads.js';

/** Adds a member to the `data` of every batch. */
function besideResults(member: JsonMembers): Defect['apply'] {
  return (parts) => ({ ...parts, batchData: (items) => ({ ...parts.batchData(items), ...member }) });
}

/** A value with the names of its members in snake_case, at every depth. */
function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/[a-z][A-Z]/g, ([low = '', high = '']) => `${low}_${high.toLowerCase()}`),
      snakeCased(member),
    ]),
  );
}

/** First byte of a character beyond the basic plane in UTF-8. */
const FOUR_BYTES = 0xf0;

export const convDefects: readonly Defect[] = [
  {
    id: 'CONV-01:camel-case',
    requirement: 'CONV-01',
    companions: ['SPEC-08'],
    title: 'a batch tells its resultCount',
    apply: besideResults({ resultCount: 1 }),
  },
  {
    id: 'CONV-02:both-spellings',
    requirement: 'CONV-02',
    companions: [],
    title: 'members in camelCase are taken for those in snake_case',
    apply: (parts) => ({ ...parts, validate: (schema, value) => parts.validate(schema, snakeCased(value)) }),
  },
  {
    id: 'CONV-03:local-time',
    requirement: 'CONV-03',
    companions: ['SPEC-08'],
    title: 'a batch tells when it was accepted, in local time',
    apply: besideResults({ accepted_at: '2026-06-11T11:30:00+02:00' }),
  },
  {
    id: 'CONV-03:epoch-seconds',
    requirement: 'CONV-03',
    companions: ['SPEC-08'],
    title: 'a batch tells when it was accepted, in seconds since 1970',
    apply: besideResults({ accepted_at: 1_781_170_200 }),
  },
  {
    id: 'CONV-03:offset',
    requirement: 'CONV-03',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an attachment tells its expiry with an offset instead of Z',
    apply: showing((data) => ({ ...data, expires_at: String(data['expires_at']).replace(/Z$/, '+00:00') })),
  },
  {
    id: 'CONV-03:no-zone',
    requirement: 'CONV-03',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an intent tells its expiry without a zone',
    apply: telling((data) => ({ ...data, expires_at: String(data['expires_at']).replace(/Z$/, '') })),
  },
  {
    id: 'CONV-04:row-number',
    requirement: 'CONV-04',
    companions: ['SPEC-08'],
    title: 'a batch tells the number of its row in the database',
    apply: besideResults({ batch_id: 4211 }),
  },
  {
    id: 'CONV-05:counter',
    requirement: 'CONV-05',
    companions: [],
    title: 'message ids are counted',
    apply: (parts) => {
      let count = 4211;
      return { ...parts, messageIdFor: () => `eml_${String(count++).padStart(24, '0')}` };
    },
  },
  {
    id: 'CONV-06:any-type',
    requirement: 'CONV-06',
    companions: [],
    title: 'a body is read as JSON whatever its type',
    apply: (parts) => ({ ...parts, acceptsMediaType: () => true }),
  },
  {
    id: 'CONV-07:type-by-letter',
    requirement: 'CONV-07',
    companions: [],
    title: 'Content-Type must be application/json to the letter',
    apply: (parts) => ({ ...parts, acceptsMediaType: (contentType) => contentType === 'application/json' }),
  },
  {
    id: 'CONV-08:basic-plane',
    requirement: 'CONV-08',
    companions: [],
    title: 'characters beyond the basic plane are refused',
    apply: (parts) => ({
      ...parts,
      parseBody: (body) =>
        body.some((byte) => byte >= FOUR_BYTES)
          ? failure('invalid_parameter', 'The body holds a character that is not allowed.')
          : parts.parseBody(body),
    }),
  },
  {
    id: 'CONV-09:also-at-the-root',
    requirement: 'CONV-09',
    companions: [],
    title: 'the routes also answer without the base path',
    apply: (parts) => ({
      ...parts,
      route: (method, path) => {
        const match = parts.route(method, path);
        return match.kind === 'unknown' ? parts.route(method, BASE_PATH + path) : match;
      },
    }),
  },
  {
    id: 'CONV-10:counts-as-text',
    requirement: 'CONV-10',
    companions: ['SPEC-08'],
    title: 'the counts of a batch are text',
    apply: (parts) => ({
      ...parts,
      batchData: (items) => {
        const data = parts.batchData(items);
        const counts = Object.entries(data['summary'] as JsonMembers);
        return { ...data, summary: Object.fromEntries(counts.map(([name, count]) => [name, String(count)])) };
      },
    }),
  },
  {
    id: 'CONV-10:fractions',
    requirement: 'CONV-10',
    companions: [],
    title: 'positions are written as 0.0, 1.0 and so on',
    apply: (parts) => ({
      ...parts,
      serialize: (value) => {
        const text = Buffer.from(parts.serialize(value)).toString('utf8');
        return Buffer.from(text.replace(/"index":(\d+)/g, '"index":$1.0'));
      },
    }),
  },
  {
    id: 'CONV-11:null-param',
    requirement: 'CONV-11',
    companions: ['SPEC-08'],
    title: 'errors that concern no field say param: null',
    apply: (parts) => ({ ...parts, describeFailure: (of) => ({ param: null, ...parts.describeFailure(of) }) }),
  },
];
