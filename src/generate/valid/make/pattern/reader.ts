/** Reads a text from left to right, by code points. */
export interface Reader {
  atEnd(): boolean;
  /** Next character, without taking it; empty at the end. */
  peek(): string;
  /** @throws SyntaxError at the end. */
  next(): string;
  /** Takes the text if it comes next. */
  take(text: string): boolean;
  /** Takes all up to the text, and the text. @throws SyntaxError when it does not come. */
  until(text: string): string;
  rest(): string;
}

export function createReader(source: string): Reader {
  let at = 0;
  const peek = (): string => {
    const point = source.codePointAt(at);
    return point === undefined ? '' : String.fromCodePoint(point);
  };
  return {
    atEnd: () => at >= source.length,
    peek,
    next: () => {
      const character = peek();
      if (character === '') throw new SyntaxError('the pattern ends too early');
      at += character.length;
      return character;
    },
    take: (text) => {
      if (!source.startsWith(text, at)) return false;
      at += text.length;
      return true;
    },
    until: (text) => {
      const end = source.indexOf(text, at);
      if (end < 0) throw new SyntaxError(`${text} is missing`);
      const taken = source.slice(at, end);
      at = end + text.length;
      return taken;
    },
    rest: () => source.slice(at),
  };
}
