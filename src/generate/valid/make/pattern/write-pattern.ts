import { intersection, pick, printable, readable, safe, sizeOf, type CodePoints } from './code-points.js';
import type { Pattern } from './parse-pattern.js';

/** Decides between what a pattern leaves open. */
export interface Chooser {
  /** An integer from 0 to `most`. */
  readonly upTo: (most: number) => number;
  /** Which characters to take. */
  readonly taste: 'readable' | 'printable' | 'any';
  /** Whether what must follow is written out: `(?=.*\d)` is met by writing it, where anything may follow. */
  readonly writesAhead: boolean;
}

/** A run over a pattern: characters that may still be added to the shortest text, and what groups were written as. */
interface Run {
  readonly chooser: Chooser;
  spare: number;
  readonly groups: Map<string, string>;
}

/** Writes a text that the pattern describes, `spare` characters longer than the shortest one, as far as it can be. */
export function writePattern(pattern: Pattern, chooser: Chooser, spare: number): string {
  return write(pattern, { chooser, spare, groups: new Map() });
}

function write(pattern: Pattern, run: Run): string {
  switch (pattern.kind) {
    case 'one':
      return character(pattern.of, run.chooser);
    case 'all':
      return pattern.parts.map((part) => write(part, run)).join('');
    case 'either':
      return write(chosen(pattern.options, run), run);
    case 'repeat':
      return repeat(pattern, run);
    case 'group': {
      const text = write(pattern.part, run);
      run.groups.set(pattern.name, text);
      return text;
    }
    case 'same':
      return run.groups.get(pattern.name) ?? '';
    case 'ahead':
      return run.chooser.writesAhead ? write(pattern.part, run) : '';
    case 'end':
      return '';
  }
}

function chosen(options: readonly Pattern[], run: Run): Pattern {
  const widths = options.map(widthOf);
  const least = Math.min(...widths);
  const affordable = options.filter((_, index) => (widths[index] ?? 0) - least <= run.spare);
  const option = affordable[run.chooser.upTo(affordable.length - 1)] ?? options[0];
  if (option === undefined) throw new RangeError('an alternative has no options');
  run.spare -= widthOf(option) - least;
  return option;
}

function repeat(pattern: Pattern & { readonly kind: 'repeat' }, run: Run): string {
  const width = Math.max(1, widthOf(pattern.part));
  const possible = Math.min(pattern.max - pattern.min, Math.floor(run.spare / width));
  // Half of the time all that is to spare, or the last repetition would rarely get enough.
  const more = run.chooser.upTo(1) === 0 ? possible : run.chooser.upTo(possible);
  run.spare -= more * width;
  // What is written as nothing need not be written a billion times.
  const times = widthOf(pattern.part) === 0 ? Math.min(1, pattern.min + more) : pattern.min + more;
  let text = '';
  for (let count = 0; count < times; count += 1) text += write(pattern.part, run);
  return text;
}

const widths = new WeakMap<Pattern, number>();

/** Characters of the shortest text. */
export function widthOf(pattern: Pattern): number {
  const known = widths.get(pattern);
  if (known !== undefined) return known;
  const width = measure(pattern);
  widths.set(pattern, width);
  return width;
}

function measure(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'one':
      return 1;
    case 'all':
      return pattern.parts.reduce((sum, part) => sum + widthOf(part), 0);
    case 'either':
      return Math.min(...pattern.options.map(widthOf));
    case 'repeat':
      return pattern.min * widthOf(pattern.part);
    case 'group':
      return widthOf(pattern.part);
    case 'same':
    case 'ahead':
    case 'end':
      return 0;
  }
}

interface Palette {
  readonly readable: CodePoints;
  readonly printable: CodePoints;
  readonly any: CodePoints;
}

const palettes = new WeakMap<CodePoints, Palette>();

function character(set: CodePoints, { upTo, taste }: Chooser): string {
  const palette = palettes.get(set) ?? paletteOf(set);
  palettes.set(set, palette);
  const colours = palette[taste];
  return String.fromCodePoint(pick(colours, upTo(sizeOf(colours) - 1)));
}

/** The same set with ever more of its characters. */
function paletteOf(set: CodePoints): Palette {
  const [plain, visible, harmless] = [readable, printable, safe].map((wanted) => intersection(set, wanted));
  const any = firstOf(harmless, set);
  const some = firstOf(visible, any);
  return { readable: firstOf(plain, some), printable: some, any };
}

function firstOf(wanted: CodePoints | undefined, otherwise: CodePoints): CodePoints {
  return wanted === undefined || wanted.length === 0 ? otherwise : wanted;
}
