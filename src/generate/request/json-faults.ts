import type { Json } from '../../contract/model.js';
import { isObject } from '../../contract/json-pointer.js';
import { parseJson } from './raw.js';

/** A text that is nearly JSON. */
export interface JsonFault {
  /** What is broken: `json`, or `json: …` for what a parser may read all the same (RFC 8259 section 9). */
  readonly keyword: string;
  readonly text: string;
}

/** Whether some parsers read on where this is broken, as they may; only a contract that asks for JSON and no more forbids it. */
export function isExtension(keyword: string): boolean {
  return keyword.startsWith('json: ');
}

/** Extensions of JSON that parsers are known to have: what each makes of the text of a value, null where it has no place. */
const extensions: Readonly<Record<string, (whole: string, value: Json) => string | null>> = {
  'a comma before the end': (whole) => (/[^[{][\]}]$/.test(whole) ? `${whole.slice(0, -1)},${whole.slice(-1)}` : null),
  'a comma too many': (whole) => (/^[[{][^\]}]/.test(whole) ? `${whole.charAt(0)},${whole.slice(1)}` : null),
  'single quotes': (whole) => (/^[^'\\]*"[^'\\]*$/.test(whole) ? whole.replaceAll('"', "'") : null),
  NaN: (_, value) => {
    const [first, ...others] = isObject(value) ? Object.entries(value) : [];
    if (first === undefined) return null;
    const rest = others.map(([name, member]) => `,${JSON.stringify(name)}:${JSON.stringify(member)}`);
    return `{${JSON.stringify(first[0])}:NaN${rest.join('')}}`;
  },
  'a comment': (whole) => `/* */${whole}`,
  'a bare control character': (whole) => {
    const end = whole.lastIndexOf('"');
    return end === -1 ? null : `${whole.slice(0, end)}\t${whole.slice(end)}`;
  },
  'text after the end': (whole) => `${whole}}`,
};

/** The text of a value broken in several ways: cut off first, which no parser reads. */
export function* jsonFaults(value: Json): Generator<JsonFault> {
  const whole = JSON.stringify(value);
  const cut = whole.slice(0, -1);
  yield { keyword: 'json', text: parseJson(cut) === undefined ? cut : '{' };
  for (const [name, broken] of Object.entries(extensions)) {
    const text = broken(whole, value);
    if (text !== null && parseJson(text) === undefined) yield { keyword: `json: ${name}`, text };
  }
}
