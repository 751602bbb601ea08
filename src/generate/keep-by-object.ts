/** The same function, which works out its answer to an object once. The objects must not change, nor the answers be undefined. */
export function keepByObject<Asked extends object, Answer extends object | string | number | boolean | null>(
  work: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const known = new WeakMap<Asked, Answer>();
  return (asked) => {
    const before = known.get(asked);
    if (before !== undefined) return before;
    const answer = work(asked);
    known.set(asked, answer);
    return answer;
  };
}
