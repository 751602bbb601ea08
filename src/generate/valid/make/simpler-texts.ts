/** Simpler texts: shorter ones first, then ones with plainer characters. Whether they fit is for others to say. */
export function* simplerTexts(text: string): Generator<string> {
  const characters = Array.from(text);
  for (let size = Math.floor(characters.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at + size <= characters.length; at += size) {
      yield [...characters.slice(0, at), ...characters.slice(at + size)].join('');
    }
  }
  for (const [at, character] of characters.entries()) {
    for (const plainer of ['a', '0']) {
      if (character > plainer) yield characters.with(at, plainer).join('');
    }
  }
}
