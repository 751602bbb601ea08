import { createMatcher, type Matcher } from '../../../contract/regexp.js';

/** Matchers for patterns of the document; each is compiled once. A pattern that no engine reads matches everything. */
export type Matchers = (pattern: string) => Matcher;

export function createMatchers(): Matchers {
  const known = new Map<string, Matcher>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const made = attempt(pattern);
    known.set(pattern, made);
    return made;
  };
}

function attempt(pattern: string): Matcher {
  try {
    // A text that cannot be judged in bounded time counts as matching; the validator has the last word.
    return createMatcher(pattern, () => undefined);
  } catch {
    return { test: () => true };
  }
}
