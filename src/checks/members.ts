/** Is called for every member of every object in a value; the parents come before their children. */
export type Visit = (name: string, value: unknown) => void;

/** Walks a parsed JSON value without recursion, so that no nesting can exhaust the stack. */
export function visitMembers(root: unknown, visit: Visit): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const item of next as readonly unknown[]) open.push(item);
      continue;
    }
    for (const [name, value] of Object.entries(next)) {
      visit(name, value);
      open.push(value);
    }
  }
}
