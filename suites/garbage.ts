import { undeliverable } from './undeliverable.js';

/** A body that no client in its senses sends; none can be delivered. */
export interface Garbage {
  readonly what: string;
  readonly body: string | Uint8Array;
}

const json = (value: unknown): string => JSON.stringify(value);
const repeat = (text: string, times: number): string => text.repeat(times);

const members = ['from', 'to', 'subject', 'html_body', 'cc', 'attachments', 'custom_headers', 'return_path'];

/** A mail whose members all have the same value. */
function mailOf(value: unknown): object {
  return Object.fromEntries(members.map((name) => [name, value]));
}

/** The undeliverable mail with one member written out by hand: what JSON.stringify would never write. */
function mailWith(member: string): string {
  return `{${member},${json(undeliverable).slice(1)}`;
}

const megabyte = 1024 ** 2;
const depth = 1000;

/** The same bytes in every run. */
export const garbage: readonly Garbage[] = [
  ...[0, true, null, '', [], {}, [[]], [null], { email: 1 }].map((value) => ({
    what: `every member is ${json(value)}`,
    body: json(mailOf(value)),
  })),
  ...['null', '1', '"text"', '[[]]', '[null]'].map((text) => ({ what: `the body is ${text}`, body: text })),
  { what: 'arrays nested 1000 deep', body: mailWith(`"cc":${repeat('[', depth)}${repeat(']', depth)}`) },
  { what: 'objects nested 1000 deep', body: mailWith(`"cc":${repeat('{"a":', depth)}1${repeat('}', depth)}`) },
  { what: 'nothing but opening brackets', body: repeat('[', 100 * depth) },
  { what: 'an integer of 400 digits', body: mailWith(`"cc":${repeat('9', 400)}`) },
  { what: 'a number beyond every double', body: mailWith('"cc":1e999') },
  { what: 'a lone surrogate in a text', body: mailWith(String.raw`"text_body":"\ud800"`) },
  { what: 'a lone surrogate in an address', body: mailWith(String.raw`"return_path":"\udfff@example.com"`) },
  { what: 'a lone surrogate in a name', body: mailWith(String.raw`"\ud800":1`) },
  { what: 'NUL characters', body: mailWith(String.raw`"reply_to":{"email":"a\u0000@example.com","name":"\u0000"}`) },
  { what: 'a member twice, of two types', body: mailWith('"subject":{},"subject":[]') },
  { what: 'a name of one megabyte', body: mailWith(`"${repeat('n', megabyte)}":1`) },
  { what: 'a header name of one megabyte', body: mailWith(`"custom_headers":{"X-${repeat('n', megabyte)}":"1"}`) },
  { what: 'ten thousand unknown members', body: mailWith(repeat('"m":1,', 10_000).replace(/,$/, '')) },
  { what: 'names that every object has', body: mailWith('"__proto__":{"to":1},"constructor":{"prototype":1}') },
  { what: 'bytes that are no UTF-8', body: Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d) },
  { what: 'a byte order mark and nothing else', body: Uint8Array.of(0xef, 0xbb, 0xbf) },
  { what: 'zero bytes', body: new Uint8Array(64) },
];

/** Garbage in a batch: what only a list of messages can hold, then some of the above as one message of it. */
export const batchGarbage: readonly Garbage[] = [
  { what: 'messages is null', body: '{"messages":null}' },
  { what: 'messages is a text', body: '{"messages":"text"}' },
  { what: 'messages is an object', body: '{"messages":{"0":{}}}' },
  { what: 'messages that are no objects', body: '{"messages":[null,1,"text",[],{}]}' },
  { what: 'messages twice', body: '{"messages":[],"messages":{}}' },
  ...garbage
    .filter(({ what, body }) => typeof body === 'string' && /nested|surrogate|every object/.test(what))
    .map(({ what, body }) => ({ what: `a message with ${what}`, body: `{"messages":[${String(body)}]}` })),
];
