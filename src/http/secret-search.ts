/** Where a text holds a secret in one piece. */
export interface Hit {
  readonly at: number;
  readonly length: number;
  /** Position of the secret in the list searched for. */
  readonly secret: number;
}

interface Form {
  readonly text: string;
  readonly secret: number;
}

/** Characters that decide how far a search may jump. */
const block = 3;
const slots = 2 ** 15;

/**
 * Makes a search for any of many strings, given as the forms of each secret; it finds the leftmost one, of several there the longest.
 * As Wu and Manber do it: a window as long as the shortest form slides over the text, and its last characters say how far it may
 * jump. Texts without a secret, nearly all there are, are thus skimmed instead of read.
 */
export function searchFor(secrets: readonly (readonly string[])[]): (text: string, from: number) => Hit | null {
  const forms: Form[] = secrets.flatMap((list, secret) => list.map((text) => ({ text, secret })));
  forms.sort((a, b) => b.text.length - a.text.length);
  const window = forms.at(-1)?.text.length;
  if (window === undefined) return () => null;
  const jumps = jumpTable(forms, window);
  return (text, from) => {
    let end = from + window - 1;
    while (end < text.length) {
      const jump = jumps[slotOf(text, end)] ?? 0;
      if (jump === 0) {
        const hit = hitAt(text, end - window + 1, forms);
        if (hit !== null) return hit;
      }
      end += Math.max(jump, 1);
    }
    return null;
  };
}

/** For every hash of three characters how far they lie at least from the end of a window, over all forms; 0: a form may end here. */
function jumpTable(forms: readonly Form[], window: number): Uint32Array {
  const jumps = new Uint32Array(slots).fill(Math.max(window - block + 1, 0));
  for (const { text } of forms) {
    for (let end = block - 1; end < window; end += 1) {
      const slot = slotOf(text, end);
      jumps[slot] = Math.min(jumps[slot] ?? 0, window - 1 - end);
    }
  }
  return window < block ? jumps.fill(0) : jumps;
}

function slotOf(text: string, end: number): number {
  const hash = text.charCodeAt(end) ^ (text.charCodeAt(end - 1) << 5) ^ (text.charCodeAt(end - 2) << 10);
  return hash & (slots - 1);
}

function hitAt(text: string, at: number, forms: readonly Form[]): Hit | null {
  for (const form of forms) {
    if (text.startsWith(form.text, at)) return { at, length: form.text.length, secret: form.secret };
  }
  return null;
}
