import type { Judgement } from './judge.js';
import { show } from './show.js';

/** Ids that lie closer together than this, read as numbers of base 36, are steps of a counter. */
const closest = 36n ** 4n;

/**
 * CONV-05: ids given out one after the other must not be countable. Read from the right, a counter moves by little from
 * id to id, while random ids of any sensible length never lie close together all of them.
 * @param ids in the order they were given out, at least two
 */
export function notCounted(ids: readonly string[]): Judgement {
  const numbers = ids.map(asNumber);
  const steps = numbers.slice(1).map((number, at) => distance(number, numbers[at] ?? 0n));
  if (steps.length === 0 || steps.some((step) => step >= closest || step === 0n)) return null;
  return {
    message: 'Consecutive ids are steps of a counter.',
    expected: 'ids that do not tell their neighbours',
    actual: show(ids.slice(0, 3).join(', ')),
  };
}

/** What follows the prefix (`eml_`), as a number of base 36; separators within it do not count. */
function asNumber(id: string): bigint {
  const digits = id.slice(id.indexOf('_') + 1).toLowerCase();
  let number = 0n;
  for (const digit of digits.replace(/[^0-9a-z]/g, '')) number = number * 36n + BigInt(parseInt(digit, 36));
  return number;
}

function distance(one: bigint, other: bigint): bigint {
  return one > other ? one - other : other - one;
}
