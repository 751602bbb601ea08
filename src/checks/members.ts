import type { Observation } from './check.js';

/** One member of an object somewhere in a JSON value. */
export interface Member {
  readonly name: string;
  readonly value: unknown;
}

/** Lists every member of every object in a parsed JSON value, without recursion: no nesting can exhaust the stack. */
export function membersIn(root: unknown): readonly Member[] {
  const members: Member[] = [];
  const open: unknown[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const item of next as readonly unknown[]) if (isOpen(item)) open.push(item);
      continue;
    }
    // A parsed JSON object has string keys only, which TypeScript cannot know.
    const object = next as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(object)) {
      const value = object[name];
      members.push({ name, value });
      if (isOpen(value)) open.push(value);
    }
  }
  return members;
}

/** Every member of a reply; none of what is no JSON. */
export function membersOf(seen: Observation): readonly Member[] {
  return seen.once(readMembers);
}

function readMembers({ json }: Observation): readonly Member[] {
  return json.kind === 'value' ? membersIn(json.value) : [];
}

function isOpen(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
