import { visible } from '../visible.js';

/** A piece of HTML that only the functions here can make, so every text in it has been escaped. */
export interface Markup {
  readonly html: string;
}

export type Child = Markup | string | number | null;

/** Attribute values; `true` writes the bare name, `false` and undefined leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Elements that have no end tag (HTML Living Standard, section 13.1.2). */
const empty: ReadonlySet<string> = new Set(['meta', 'link', 'input', 'br']);

/** Builds an element. Names are literals of ours; attribute values and text may come from anywhere. */
export function tag(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): Markup {
  const start = `<${name}${Object.entries(attributes).map(attribute).join('')}>`;
  if (empty.has(name)) return { html: start };
  return { html: `${start}${children.flat().map(content).join('')}</${name}>` };
}

/** A sentence in which words between backquotes are code. */
export function prose(text: string): readonly Child[] {
  return text.split(/`([^`\n]+)`/).map((part, index) => (index % 2 === 1 ? tag('code', {}, part) : part));
}

/**
 * A script or style element whose content stands as it is.
 * `source` is code of ours, or JSON in which every `<` is escaped; neither can end the element.
 */
export function rawTag(name: 'script' | 'style', attributes: Attributes, source: string): Markup {
  return { html: `<${name}${Object.entries(attributes).map(attribute).join('')}>${source}</${name}>` };
}

/** JSON that may stand in a script element: no `<`, and no line separator that older parsers stumble over. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function attribute([name, value]: readonly [string, Attributes[string]]): string {
  if (value === undefined || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}

function content(child: Child): string {
  if (child === null) return '';
  return typeof child === 'object' ? child.html : escape(String(child));
}

function escape(text: string): string {
  return visible(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
