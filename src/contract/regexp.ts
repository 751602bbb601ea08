import { RE2JS } from 're2js';

/** Tells whether a text contains a match. */
export interface Matcher {
  test(text: string): boolean;
  /** A name that tells matchers of different patterns apart: ajv keeps one matcher per name. */
  toString(): string;
}

/** Called when a text cannot be judged by a pattern in bounded time. */
export type Doubt = (reason: string) => void;

/** Longest text a backtracking engine may see for a pattern that is not provably linear. */
const longestBacktracked = 100;
/** Quantifiers of variable length such a pattern may have: with texts that short, the worst case stays under a second. */
const mostBacktracked = 4;

/**
 * A matcher for a pattern from outside that takes linear time on any text.
 *
 * The native engine backtracks, so `^(a+)+$` on thirty characters can stop the process. It only gets patterns that are
 * provably linear; the others go to RE2. What RE2 lacks (lookaround, backreferences) runs natively on short texts when
 * the pattern is simple, and otherwise is left undecided: `doubt` is called and the text counts as matching.
 *
 * @throws SyntaxError when no engine understands the pattern.
 */
export function createMatcher(pattern: string, doubt: Doubt): Matcher {
  const native = compileNative(pattern);
  const shape = shapeOf(pattern);
  if (isLinear(shape)) return native;
  const linear = compileLinear(pattern);
  if (linear !== null) return linear;
  const simple = !shape.nested && !shape.backreference && shape.variable <= mostBacktracked;
  return {
    test: (text) => {
      if (simple && text.length <= longestBacktracked) return native.test(text);
      doubt(`the pattern ${JSON.stringify(pattern)} cannot be applied to this text in bounded time`);
      return true;
    },
    toString: () => `bounded ${pattern}`,
  };
}

/**
 * JSON Schema patterns are Unicode patterns (2020-12 core, section 6.4), in which needless escapes such as `\_` or `\@`
 * are errors. Documents in the wild are full of them, so they are read as what they can only mean.
 *
 * @throws SyntaxError when the pattern is wrong even so.
 */
export function compileNative(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(withoutNeedlessEscapes(pattern), 'u');
  }
}

/** Replaces needless escapes by hexadecimal ones, which mean the same inside and outside of a character class. */
export function withoutNeedlessEscapes(pattern: string): string {
  return pattern.replace(/\\(.)/gsu, (escape: string, character: string) =>
    /[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(character) || character.charCodeAt(0) > 0x7f
      ? escape
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function compileLinear(pattern: string): Matcher | null {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return { test: (text) => compiled.matcher(text).find(), toString: () => `linear ${pattern}` };
  } catch {
    return null;
  }
}

interface PatternShape {
  /** Every match starts at the start of the text. */
  readonly anchored: boolean;
  /** Quantifiers that leave a choice of length, anywhere. */
  readonly variable: number;
  /** A group is repeated a variable number of times. */
  readonly nested: boolean;
  readonly lookaround: boolean;
  readonly backreference: boolean;
}

function shapeOf(pattern: string): PatternShape {
  const backreference = /\\(?:[1-9]|k<)/.test(pattern);
  // Escapes and classes each match one character, so one letter stands for them.
  const skeleton = pattern.replace(/\\[pPu]\{[^}]*\}|\\./gsu, 'x').replace(/\[[^\]]*\]/gs, 'x');
  const lookaround = /\(\?(?:[=!]|<[=!])/.test(skeleton);
  const plain = skeleton.replace(/\(\?(?:[=!:]|<[=!]|<[^>]*>)/g, '(');
  const quantifiers = plain.match(/[*+?]|\{\d+,\d*\}/g) ?? [];
  return {
    anchored: plain.startsWith('^') && !hasOuterAlternative(plain),
    variable: quantifiers.length,
    nested: /\)(?:[*+?]|\{\d)/.test(plain),
    lookaround,
    backreference,
  };
}

function hasOuterAlternative(skeleton: string): boolean {
  let depth = 0;
  for (const character of skeleton) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) return true;
  }
  return false;
}

/** One choice of length and one place to start leave nothing to backtrack into twice. */
function isLinear(shape: PatternShape): boolean {
  if (shape.nested || shape.lookaround || shape.backreference) return false;
  return shape.variable === 0 || (shape.variable === 1 && shape.anchored);
}
