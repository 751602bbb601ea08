import { expect, test } from 'vitest';
import { folded, judged } from '../../test/support/judged.js';
import { made, type Made } from '../../test/support/observation.js';
import type { HeaderLine } from '../http/exchange.js';
import { readEntityTag, turnStrength } from './cond-entity-tag.js';
import { agree, documentTagIsStable, sameBody, tagUnderCoding, unequalDocuments } from './cond-stability.js';
import { documentTagIsWeak } from './cond-weak-tag.js';

const tagged = (...tags: string[]): readonly HeaderLine[] => tags.map((tag) => ['ETag', tag]);
const coded: HeaderLine = ['Content-Encoding', 'gzip'];
const document: Made = { method: 'GET', path: '/openapi.json', body: { openapi: '3.1.0' }, headers: tagged('W/"a"') };
const other: Made = { ...document, body: { openapi: '3.1.1' } };

test.each([
  ['W/"a"', { text: 'W/"a"', weak: true, opaque: 'a' }],
  ['"a,b"', { text: '"a,b"', weak: false, opaque: 'a,b' }],
  ['""', { text: '""', weak: false, opaque: '' }],
  ['a', null],
  ['w/"a"', null],
  ['W/"a" ', null],
  ['"a"b"', null],
  [null, null],
])('reads %j as an entity tag', (value, want) => {
  expect(readEntityTag(value)).toEqual(want);
});

test('a tag with its strength turned is the same but for the W/', () => {
  expect(turnStrength({ text: 'W/"a"', weak: true, opaque: 'a' })).toBe('"a"');
  expect(turnStrength({ text: '"a"', weak: false, opaque: 'a' })).toBe('W/"a"');
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a weak tag', document, []],
  ['a strong tag', { ...document, headers: tagged('"a"') }, ['The ETag of the document is strong.']],
  ['an unquoted tag', { ...document, headers: tagged('a') }, ['The ETag of the document is no entity tag.']],
  ['an empty tag', { ...document, headers: tagged('W/""') }, ['The ETag of the document is empty.']],
  ['no tag', { ...document, headers: [] }, ['The document carries no ETag.']],
  ['two tags', { ...document, headers: tagged('W/"a"', 'W/"a"') }, ['The document carries several ETags.']],
  ['a 304', { ...document, status: 304, headers: [] }, 'silent'],
  ['HEAD, which need not be offered', { ...document, method: 'HEAD', headers: [] }, 'silent'],
  ['a send', {}, 'silent'],
])('COND-01 of %s', (_, what, want) => {
  expect(judged(documentTagIsWeak, made(what))).toEqual(want);
});

const moved = ['The tag changes while the document stays the same.'];

test.each<[string, readonly Made[], readonly ('silent' | readonly string[])[]]>([
  ['the same tag', [document, document], ['silent', []]],
  ['another tag for the same bytes', [document, { ...document, headers: tagged('W/"b"') }], ['silent', moved]],
  ['another tag for another document', [document, { ...other, headers: tagged('W/"b"') }], ['silent', []]],
  ['no tag at all', [document, { ...document, headers: [] }], ['silent', 'silent']],
  ['another coding', [document, { ...document, headers: [...tagged('W/"b"'), coded] }], ['silent', 'silent']],
  [
    'a document that was cut',
    [document, { ...document, headers: tagged('W/"b"'), truncated: true }],
    ['silent', 'silent'],
  ],
])('COND-10 of %s', (_, what, want) => {
  expect(folded(documentTagIsStable, what.map(made))).toEqual(want);
});

test('a tag that differs under a coding only warns, one that differs without is a failure', () => {
  const differs = { ...document, headers: tagged('W/"b"') };
  expect(tagUnderCoding(made(document), made(document))).toBeNull();
  expect(tagUnderCoding(made(document), made(differs))).not.toHaveProperty('tolerated');
  expect(tagUnderCoding(made(document), made({ ...document, headers: [...tagged('W/"b"'), coded] }))).toMatchObject({
    tolerated: true,
  });
});

const released: Made = { ...other, headers: tagged('W/"b"') };

test.each<[string, readonly Made[], string | null]>([
  ['the same bytes', [document, document, document], null],
  ['a new release in between', [document, document, released], null],
  ['a document that changes to and fro', [document, released, document], '2 changes in 3 fetches'],
  ['other bytes under the same tag', [document, other], 'other bytes under the same ETag'],
  ['a coded reply', [document, { ...other, headers: [...tagged('W/"a"'), coded] }], null],
])('SPEC-12 of %s', (_, what, want) => {
  expect(unequalDocuments(what.map(made))?.actual ?? null).toBe(want);
});

test('fetches agree when tag and bytes do', () => {
  expect(agree([made(document), made(document)])).toBe(true);
  expect(agree([made(document), made(other)])).toBe(false);
  expect(agree([made(document), made({ ...document, headers: [] })])).toBe(false);
});

test('the content of two replies is compared unless one is coded', () => {
  expect(sameBody(made(document), made(document))).toBeNull();
  expect(sameBody(made(document), made(other))).not.toBeNull();
  expect(sameBody(made(document), made({ ...other, headers: [coded] }))).toBeNull();
});
