import { expect, test } from 'vitest';
import { target, type Made } from '../../test/support/observation.js';
import { add, context, drop, list, read, replace, reply, secret, tried } from '../../test/support/things.js';
import { oracleFor, ruling, type Ruling } from '../../test/support/tried.js';
import type { Tried } from './oracle.js';

function credential(key: string, status: number, accepted = 200): Tried {
  return {
    kind: 'credential',
    given: 'none',
    accepted: reply(key, { status: accepted }),
    seen: reply(key, { status }),
  };
}

test.each<[string, Tried, Ruling]>([
  ['a 401', credential(replace, 401), 'kept'],
  ['a 403', credential(replace, 403), 'kept'],
  ['an acceptance', credential(replace, 200), 'fails'],
  ['a 400', credential(replace, 400), 'warns'],
  ['a 404, which may hide what is there', credential(replace, 404), 'silent'],
  ['a redirect to a login', credential(replace, 302), 'silent'],
  ['an acceptance where anyone may call', credential(drop, 204), 'silent'],
  ['an acceptance where nothing is declared', credential(list, 200), 'silent'],
  ['an acceptance where a certificate is asked for', credential('GET /vault', 200), 'silent'],
  ['an acceptance of what was refused before', credential(replace, 200, 422), 'silent'],
])('GEN-09 of %s', (_, tried, want) => {
  expect(ruling('GEN-09', tried, context)).toBe(want);
  expect(ruling('GEN-10', tried, context)).toBe('silent');
  expect(ruling('GEN-10', tried.kind === 'credential' ? { ...tried, given: 'unknown' } : tried, context)).toBe(want);
});

test.each<[string, Made, Ruling]>([
  ['with a challenge', { status: 401, headers: [['WWW-Authenticate', 'ApiKey']] }, 'kept'],
  ['with an empty one', { status: 401, headers: [['WWW-Authenticate', '']] }, 'fails'],
  ['without', { status: 401 }, 'fails'],
  ['of another kind', { status: 403 }, 'silent'],
])('GEN-11 of a refusal %s', (_, what, want) => {
  expect(ruling('GEN-11', tried(replace, what), context)).toBe(want);
});

function method(name: string, what: Made, beside: Made | null = null): Tried {
  const asked = (path: string, made: Made) => reply(null, { method: name, path, ...made });
  const elsewhere = beside === null ? null : asked('/nowhere', beside);
  return { kind: 'method', method: name, documented: ['GET', 'POST'], seen: asked('/things', what), beside: elsewhere };
}
const page: Made = { body: '<p>Welcome', type: 'text/html' };
const allowing = (value: string): Made => ({ status: 405, headers: [['Allow', value]] });

test.each<[string, Tried, Ruling]>([
  ['a 405', method('PATCH', { status: 405 }), 'kept'],
  ['a 404', method('PATCH', { status: 404 }), 'kept'],
  ['a 501', method('PATCH', { status: 501 }), 'kept'],
  ['an acceptance', method('PATCH', { status: 200 }), 'fails'],
  ['an acceptance of nothing else', method('PATCH', { body: {} }, { status: 404 }), 'fails'],
  ['a page that stands for every path', method('PATCH', page, page), 'silent'],
  ['a refusal that may come from before', method('PATCH', { status: 401 }), 'silent'],
  ['HEAD, which HTTP wants', method('HEAD', { status: 200 }), 'silent'],
  ['OPTIONS, which HTTP allows', method('OPTIONS', { status: 204 }), 'silent'],
])('GEN-12 of %s', (_, tried, want) => {
  expect(ruling('GEN-12', tried, context)).toBe(want);
});

test.each<[string, Tried, Ruling]>([
  ['all documented methods', method('PATCH', allowing('GET, HEAD, POST')), 'kept'],
  ['too few', method('PATCH', allowing('GET')), 'warns'],
  ['the refused one', method('PATCH', allowing('GET, POST, PATCH')), 'fails'],
  ['nothing', method('PATCH', { status: 405 }), 'fails'],
  ['nothing, by a 404', method('PATCH', { status: 404 }), 'silent'],
])('GEN-13 of a reply that allows %s', (_, tried, want) => {
  expect(ruling('GEN-13', tried, context)).toBe(want);
});

const tagged = (tag: string, what: Made = {}): Made => ({ body: [], headers: [['ETag', tag]], ...what });

function head(what: Made, again: Made = tagged('"a"')): Tried {
  const seen = reply(null, { method: 'HEAD', path: '/things', ...what });
  return { kind: 'head', got: reply(list, tagged('"a"')), seen, again: reply(list, again) };
}
const typed = (type: string, tag = '"a"'): Made => ({
  headers: [
    ['Content-Type', type],
    ['ETag', tag],
  ],
});

test.each<[string, Tried, Ruling]>([
  ['the same', head(typed('application/json')), 'kept'],
  ['less', head({}), 'kept'],
  ['another status', head({ status: 404 }), 'fails'],
  ['another type', head(typed('text/html')), 'fails'],
  ['another tag', head(typed('application/json', '"b"')), 'fails'],
  ['another tag, as GET does each time', head(typed('application/json', '"b"'), tagged('"c"')), 'kept'],
  ['content', head({ body: 'x' }), 'fails'],
  ['that there is no HEAD', head({ status: 405 }), 'silent'],
  ['that there is no HEAD at all', head({ status: 501 }), 'silent'],
])('GEN-14 of HEAD that says %s', (_, tried, want) => {
  expect(ruling('GEN-14', tried, context)).toBe(want);
});

function conditional(tag: string, what: Made): Tried {
  return { kind: 'conditional', got: reply(list, tagged(tag)), seen: reply(list, what) };
}

test.each<[string, Tried, Ruling]>([
  ['304', conditional('"a"', { status: 304 }), 'kept'],
  ['the same again', conditional('"a"', tagged('W/"a"')), 'fails'],
  ['something new', conditional('"a"', tagged('"b"')), 'silent'],
  ['412, which is for writing', conditional('"a"', { status: 412 }), 'fails'],
  ['304 to a tag that is none', conditional('a', { status: 304 }), 'fails'],
  ['a refusal for another reason', conditional('"a"', { status: 403 }), 'silent'],
])('GEN-15 of %s', (_, tried, want) => {
  expect(ruling('GEN-15', tried, context)).toBe(want);
});

function created(what: Made, after: Made | null = null, reader = read): Tried {
  const seen = reply(add, { status: 201, asked: [['Content-Type', 'application/json']], ...what });
  return { kind: 'created', created: seen, read: after === null ? null : reply(reader, after) };
}
const at = (location: string): Made => ({ headers: [['Location', location]] });

test.each<[string, Tried, Ruling]>([
  ['a Location', created(at('/things/1')), 'kept'],
  ['an id', created({ body: { data: { thing_id: 1 } } }), 'kept'],
  ['an id in camel case', created({ body: { thingId: 1 } }), 'kept'],
  ['an id alone', created({ body: 7 }), 'kept'],
  ['nothing', created({}), 'fails'],
  ['nothing that identifies', created({ body: { valid: true } }), 'fails'],
  ['an id of nothing', created({ body: { id: null } }), 'fails'],
  ['something that is no JSON', created({ body: '<p>', type: 'text/html' }), 'kept'],
  ['a Location that is no URL', created(at('http://[')), 'fails'],
  ['nothing, as a 200', created({ status: 200 }), 'silent'],
  ['nothing, as a PUT', created({ method: 'PUT' }), 'silent'],
])('GEN-16 of a creation that gives %s', (_, tried, want) => {
  expect(ruling('GEN-16', tried, context)).toBe(want);
});

const there = `${target}/things/1`;

test.each<[string, Tried, Ruling]>([
  ['there', created(at(there), { path: '/things/1' }), 'kept'],
  ['not where Location leads', created(at(there), { path: '/things/1', status: 404 }), 'fails'],
  ['gone', created(at(there), { path: '/things/1', status: 410 }), 'fails'],
  ['not at a place that was inferred', created({}, { path: '/things/1', status: 404 }), 'warns'],
  ['forbidden', created(at(there), { path: '/things/1', status: 403 }), 'silent'],
  ['yet to come', created({ ...at(there), status: 202 }, { path: '/things/1', status: 404 }), 'silent'],
  ['nowhere to be looked for', created(at(there)), 'silent'],
])('GEN-17 of what is %s', (_, tried, want) => {
  expect(ruling('GEN-17', tried, context)).toBe(want);
});

const holding = (sent: object, shown: unknown, reader = read) => created({ sent }, { body: shown }, reader);

test.each<[string, Tried, Ruling]>([
  ['the same', holding({ name: 'a', size: 1 }, { name: 'a', size: 1 }), 'kept'],
  ['another text', holding({ name: 'a' }, { name: 'b' }), 'fails'],
  ['another number', holding({ size: 1 }, { size: 2 }), 'fails'],
  ['null instead', holding({ name: 'a' }, { name: null }), 'fails'],
  ['the same, tidied up', holding({ name: ' A  b' }, { name: 'a b' }), 'kept'],
  [
    'the same time, written otherwise',
    holding({ start: '2026-01-02T03:04:05Z' }, { start: '2026-01-02T04:04:05.000+01:00' }),
    'kept',
  ],
  ['another secret, which is not to be shown', holding({ secret: 'a' }, { secret: 'b' }), 'silent'],
  ['another owner, which is not to be sent', holding({ owner: 'a' }, { owner: 'b' }), 'silent'],
  ['another id, which is the server’s to give', holding({ id: 'a' }, { id: 'b' }), 'silent'],
  ['a member that no schema knows', holding({ other: 'a' }, { other: 'b' }), 'silent'],
  ['nothing of it', holding({ name: 'a' }, { size: 1 }), 'silent'],
  ['the same in an envelope', holding({ name: 'a' }, { data: { name: 'a' } }, 'GET /envelope'), 'kept'],
  ['another in an envelope', holding({ name: 'a' }, { data: { name: 'b' } }, 'GET /envelope'), 'fails'],
])('GEN-18 of what shows %s', (_, tried, want) => {
  expect(ruling('GEN-18', tried, context)).toBe(want);
});

function deleted(status: number, after: Made): Tried {
  return { kind: 'deleted', deleted: reply(drop, { status }), read: reply(read, after) };
}

test.each<[string, Tried, Ruling]>([
  ['gone', deleted(204, { status: 404 }), 'kept'],
  ['gone for ever', deleted(204, { status: 410 }), 'kept'],
  ['still there', deleted(204, { body: { name: 'a', status: 'open' } }), 'fails'],
  ['to go later', deleted(202, { body: { name: 'a' } }), 'silent'],
  ['marked as deleted', deleted(204, { body: { data: { deleted_at: '2026-01-02' } } }), 'kept'],
  ['in a state of being deleted', deleted(200, { body: { status: 'archived' } }), 'kept'],
  ['not marked', deleted(204, { body: { deleted: false, deletedAt: null } }), 'fails'],
  ['forbidden', deleted(204, { status: 403 }), 'silent'],
  ['refused to go', deleted(409, { body: { name: 'a' } }), 'silent'],
])('GEN-19 of what is %s', (_, tried, want) => {
  expect(ruling('GEN-19', tried, context)).toBe(want);
});

test.each<[string, Made, Ruling]>([
  ['nothing', { body: [] }, 'kept'],
  ['a secret in use', { body: { hint: `use ${secret}` } }, 'fails'],
  [
    'the token that was sent',
    { asked: [['Authorization', 'Bearer abcdefghij']], body: { echo: 'abcdefghij' } },
    'fails',
  ],
  ['a secret in a header field', { headers: [['Link', `</?key=${secret}>; rel=next`]] }, 'fails'],
  ['a secret in a failure, which ENV-11 speaks of', { status: 400, body: { hint: secret } }, 'silent'],
])('GEN-20 of a reply that repeats %s', (_, what, want) => {
  expect(ruling('GEN-20', tried(list, what), context)).toBe(want);
});

function canary(before: number, after: Made): Tried {
  const since = reply(add, { status: 200 });
  return { kind: 'canary', before: reply(list, { status: before }), after: reply(list, after), since };
}

test.each<[string, Tried, Ruling]>([
  ['well', canary(200, { status: 200 }), 'kept'],
  ['otherwise', canary(200, { status: 404 }), 'kept'],
  ['not any more', canary(200, { status: 500 }), 'fails'],
  ['that it is closed', canary(200, { status: 503 }), 'fails'],
  ['when to come back', canary(200, { status: 503, headers: [['Retry-After', '9']] }), 'silent'],
  ['as badly as before', canary(500, { status: 500 }), 'silent'],
])('GEN-21 of a target that answers %s', (_, tried, want) => {
  expect(ruling('GEN-21', tried, context)).toBe(want);
});

test.each<[string, number, Ruling]>([
  ['refused', 415, 'kept'],
  ['overlooked', 204, 'kept'],
  ['a failure', 500, 'fails'],
])('GEN-01 of a body where the document lists none, which is %s', (_, status, want) => {
  expect(ruling('GEN-01', { kind: 'body', seen: reply(null, { method: 'DELETE', status }) }, context)).toBe(want);
});

test('what HEAD, a method, a strange body or a canary brings is no reply that the document describes', () => {
  for (const id of ['GEN-02', 'GEN-03', 'GEN-04', 'GEN-05'] as const) {
    expect(oracleFor(id).judge(head({}), context)).toBeNull();
    expect(oracleFor(id).judge(method('PATCH', { status: 200 }), context)).toBeNull();
    expect(oracleFor(id).judge({ kind: 'body', seen: reply(drop, { status: 400 }) }, context)).toBeNull();
  }
});
