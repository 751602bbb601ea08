import type { Outcome, Verdict } from '../../engine/outcome.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'inverse';

/** SGR parameters that switch a style on and off (ECMA-48, section 8.3.117). */
const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  inverse: [7, 27],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
};

/** Wraps a text in styles, or leaves it as it is when there is no colour. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

/** What a text is laid out for. */
export interface Page {
  readonly paint: Paint;
  readonly columns: number;
}

export function createPaint(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, ...styles) =>
    styles.reduce((inner, style) => `\u001b[${codes[style][0]}m${inner}\u001b[${codes[style][1]}m`, text);
}

export const outcomeStyle: Readonly<Record<Outcome, Style>> = {
  failed: 'red',
  error: 'magenta',
  blocked: 'magenta',
  warned: 'yellow',
  waived: 'blue',
  'not-tested': 'dim',
  passed: 'green',
  'not-applicable': 'dim',
};

export const verdictStyle: Readonly<Record<Verdict, Style>> = {
  conformant: 'green',
  'conformant-with-waivers': 'blue',
  'non-conformant': 'red',
  inconclusive: 'magenta',
};
