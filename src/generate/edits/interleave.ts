/**
 * Takes the first of every stream, then the second of every stream, and so on. A stream is not even started before the
 * one before it gave its first, so that whoever stops early pays for nothing more.
 */
export function* interleave<Value>(streams: Iterable<Iterable<Value>>): Generator<Value> {
  let running: Iterator<Value>[] = [];
  for (const stream of streams) {
    const iterator = stream[Symbol.iterator]();
    const first = iterator.next();
    if (first.done === true) continue;
    yield first.value;
    running.push(iterator);
  }
  while (running.length > 0) {
    const left: Iterator<Value>[] = [];
    for (const iterator of running) {
      const next = iterator.next();
      if (next.done === true) continue;
      yield next.value;
      left.push(iterator);
    }
    running = left;
  }
}
