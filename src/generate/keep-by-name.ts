/** Answers kept at a time: enough for what recurs, and memory does not grow with what is asked. */
const mostKept = 32;
/** What has a longer name is hardly asked for again. */
const longestName = 400;

/**
 * The same function, which works out its answer once to what is asked again and again. Equal names, equal answers.
 *
 * @param nameOf all that the answer depends on.
 */
export function keepByName<Asked, Answer extends object>(
  nameOf: (asked: Asked) => string,
  work: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const known = new Map<string, Answer>();
  return (asked) => {
    const name = nameOf(asked);
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = work(asked);
    if (name.length > longestName) return answer;
    if (known.size >= mostKept) known.clear();
    known.set(name, answer);
    return answer;
  };
}
