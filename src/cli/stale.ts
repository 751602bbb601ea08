/** How a kept text differs from what it should be, in a few words; null: it does not. */
export function describeStaleness(kept: string | null, wanted: string): string | null {
  if (kept === wanted) return null;
  if (kept === null) return 'missing';
  const before = kept.split('\n');
  const after = wanted.split('\n');
  const first = after.findIndex((line, at) => line !== before[at]);
  const at = first < 0 ? after.length : first;
  const facts = [`${surplus(before, after)} lines gone`, `${surplus(after, before)} lines new`];
  return `out of date: ${facts.join(', ')}, first difference in line ${at + 1}`;
}

/** Lines of one text that the other has no counterpart for. */
function surplus(these: readonly string[], those: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of those) counts.set(line, (counts.get(line) ?? 0) + 1);
  return these.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  }).length;
}
