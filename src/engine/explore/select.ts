import type { ApiOperation } from '../../contract/model.js';

/**
 * Whether a pattern means an operation: its key (`GET /pets`), its operationId, one of its tags, or its path; `*` stands
 * for any characters.
 */
export function means(pattern: string, { key, operationId, tags, path }: ApiOperation): boolean {
  const names = [key, path, ...(operationId === null ? [] : [operationId]), ...tags];
  if (!pattern.includes('*')) return names.includes(pattern);
  return names.some((name) => fits(pattern.split('*'), name));
}

/** The literal parts must follow each other, the first at the start and the last at the end. */
function fits(parts: readonly string[], name: string): boolean {
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
