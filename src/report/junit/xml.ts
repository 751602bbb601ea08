import { visible } from '../visible.js';

/** An element of an XML document. Attributes that are undefined are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (XmlElement | string)[];
}

export function element(
  name: string,
  attributes: XmlElement['attributes'] = {},
  children: XmlElement['children'] = [],
): XmlElement {
  return { name, attributes, children };
}

/** Writes an XML 1.0 document in UTF-8. Any string may stand in it: what XML 1.0 does not allow is made visible. */
export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}\n`;
}

function render({ name, attributes, children }: XmlElement, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes).map(attribute).join('')}`;
  if (children.length === 0) return `${start}/>`;
  // Blanks around text belong to the text, so an element with text is written on one line.
  if (children.some((child) => typeof child === 'string')) {
    const content = children.map((child) => (typeof child === 'string' ? escape(child) : render(child, '')));
    return `${start}>${content.join('')}</${name}>`;
  }
  const inner = children.map((child) => (typeof child === 'string' ? escape(child) : render(child, `${indent}  `)));
  return `${start}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

function attribute([name, value]: readonly [string, string | number | undefined]): string {
  if (value === undefined) return '';
  // A parser turns raw line ends and tabs in an attribute into blanks (XML 1.0, section 3.3.3).
  const text = escape(String(value)).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
  return ` ${name}="${text}"`;
}

/** Escapes text; with every `>` escaped, `]]>` cannot occur either (XML 1.0, section 2.4). */
function escape(text: string): string {
  return visible(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
