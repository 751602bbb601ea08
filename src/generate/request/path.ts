import type { Json } from '../../contract/model.js';
import { keepByObject } from '../keep-by-object.js';
import { encodeText } from './escape.js';
import type { Slot } from './field.js';
import { coerce, type Reading } from './raw.js';
import { readText } from './style-read.js';
import { writeText } from './style-write.js';

/** A path template taken apart: literals and the names between braces, in turn. */
export interface PathTemplate {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/**
 * Parses `/mails/{id}`. A fragment, by which some documents tell operations of one path apart, is never sent and left out.
 */
export function parseTemplate(path: string): PathTemplate {
  const pieces = path.replace(/#.*$/s, '').split(/\{([^{}]*)\}/);
  return {
    literals: pieces.filter((_, index) => index % 2 === 0).map((text) => encodeURI(text)),
    names: pieces.filter((_, index) => index % 2 === 1),
  };
}

/** Fills a template; a name without a value stays empty. */
export function writePath(
  template: PathTemplate,
  slots: readonly Slot[],
  values: Readonly<Record<string, Json>>,
): string {
  const texts = template.names.map((name) => {
    const slot = slots.find((candidate) => candidate.name === name);
    const value = values[name];
    return slot === undefined || value === undefined ? '' : writeText(slot, value, encodeText);
  });
  return template.literals.map((literal, index) => literal + (texts[index] ?? '')).join('');
}

/** The texts that stand for the names of a template, still encoded; null: the path is not of this template. */
export function matchPath(template: PathTemplate, path: string): ReadonlyMap<string, string> | null {
  const match = patternOf(template).exec(path);
  return match === null ? null : new Map(template.names.map((name, index) => [name, match[index + 1] ?? '']));
}

const patternOf = keepByObject(
  ({ literals }: PathTemplate) => new RegExp(`^${literals.map(escapePattern).join('([^/]*)')}$`),
);

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The value of a path parameter, from its text; undefined when it lacks the marks of its style. */
export function readPath(slot: Slot, text: string, reading: Reading): Json | undefined {
  const raw = readText(slot, text, reading);
  return raw === null ? undefined : coerce(raw, slot.shape, reading);
}

/**
 * Why a server may see other segments than those sent; null: it will not. Routers and proxies collapse empty and dot
 * segments (RFC 3986, section 5.2.4), and many decode before they route.
 *
 * @param segments those of the path that hold values.
 */
export function wandering(segments: readonly string[]): string | null {
  for (const segment of segments) {
    if (segment === '') return 'an empty segment of the path may be collapsed';
    if (/^(?:\.|%2E){1,2}$/i.test(segment)) return 'a dot segment of the path is removed on the way';
    if (/%(?:2F|5C)/i.test(segment)) return 'an encoded slash in the path may be taken for a separator';
    // The defaults of common firewalls and servers.
    if (/%(?:[01][0-9A-F]|7F|25|3B)/i.test(segment))
      return 'the path holds an encoded character that is refused on the way';
  }
  return null;
}

/** The segments of a path that hold values of its template. */
export function valueSegments(template: PathTemplate, path: string): readonly string[] {
  const holders = holdersOf(template);
  return path.split('/').filter((_, index) => holders.has(index));
}

/** Indexes of the segments that hold values. */
const holdersOf = keepByObject(({ literals }: PathTemplate): ReadonlySet<number> => {
  const segments = literals.join('{').split('/');
  return new Set(segments.flatMap((segment, index) => (segment.includes('{') ? [index] : [])));
});

/** Whether a value makes a segment that every router takes as it is. */
export function isPlainSegment(slot: Slot, value: Json): boolean {
  return wandering([writeText(slot, value, encodeText)]) === null;
}
