import fc from 'fast-check';
import { compileNative } from '../../contract/regexp.js';
import type { TextSource } from './text-source.js';

/** Texts that match a pattern; null: none can be made from it. */
export function patternTexts(pattern: string): TextSource | null {
  try {
    const arbitrary = fc.stringMatching(compileNative(pattern), { size: 'small' });
    const larger = fc.stringMatching(compileNative(pattern), { size: 'medium' });
    return { plain: [], arbitraries: [arbitrary, arbitrary, larger] };
  } catch {
    return null;
  }
}
