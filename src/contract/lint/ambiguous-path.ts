import { isObject, joinPointer, objectMember } from '../json-pointer.js';
import type { LintRule } from './rule.js';

/** Comparing every path with every other one of its length is quadratic; beyond that many it is left out. */
const mostCompared = 3000;

/**
 * Paths that some request matches alike, because each has a placeholder where the other has a word (OpenAPI 3.1, "Paths
 * Object"). A path of words goes before one with placeholders, so `/mails/recent` beside `/mails/{id}` is fine.
 */
export const ambiguousPath: LintRule = {
  name: 'ambiguous-path',
  severity: 'warning',
  start: (document, report) => ({
    leave: () => {
      const byLength = new Map<number, [string, readonly string[]][]>();
      for (const [path, item] of Object.entries(objectMember(document.root, 'paths'))) {
        if (!path.startsWith('/') || !isObject(item)) continue;
        const segments = path.split('/');
        const others = byLength.get(segments.length) ?? [];
        byLength.set(segments.length, others);
        if (others.length < mostCompared) {
          const rival = others.find(([, other]) => isAmbiguous(segments, other));
          if (rival !== undefined) report(joinPointer('/paths', path), `a request for it can also mean ${rival[0]}`);
        }
        others.push([path, segments]);
      }
    },
  }),
};

/** Whether some request matches both and neither is the more literal one. */
function isAmbiguous(left: readonly string[], right: readonly string[]): boolean {
  let leftIsMoreLiteral = false;
  let rightIsMoreLiteral = false;
  for (const [index, segment] of left.entries()) {
    const other = right[index] ?? '';
    if (segment === other || (isWhole(segment) && isWhole(other))) continue;
    // Placeholders within words (`{id}.json`) may or may not overlap, so they are given the benefit of the doubt.
    if (!isWhole(segment) && !isWhole(other)) return false;
    if (isWhole(other)) leftIsMoreLiteral = true;
    else rightIsMoreLiteral = true;
  }
  return leftIsMoreLiteral && rightIsMoreLiteral;
}

/** The whole segment is one placeholder. */
function isWhole(segment: string): boolean {
  return /^\{[^{}]*\}$/.test(segment);
}
