/** What comes one after the other, some of it made before it is asked for. */
export interface Row<Each> {
  /** Null: there is nothing more. */
  next(): Each | null;
  /** Makes one more ahead, unless so many wait already or there are no more; tells whether it did. */
  prepare(depth: number): boolean;
}

/** When each is made changes nothing of what comes, nor of its order. */
export function openRow<Each extends object>(made: Iterator<Each, void>): Row<Each> {
  const ready: Each[] = [];
  const make = (): Each | null => {
    const next = made.next();
    return next.done === true ? null : next.value;
  };
  return {
    next: () => ready.shift() ?? make(),
    prepare: (depth) => {
      const one = ready.length < depth ? make() : null;
      if (one !== null) ready.push(one);
      return one !== null;
    },
  };
}
