/** Where a text holds a secret in one piece. */
export interface Hit {
  readonly at: number;
  readonly length: number;
  /** How many secrets were added before this one. */
  readonly secret: number;
}

/** Finds any of many secrets in a text, and can be told of more. */
export interface SecretSearch {
  /** Adds a secret by the forms it may have, none of them empty. */
  add(forms: readonly string[]): void;
  /** The leftmost secret that starts at or behind `from`; of several there the longest. */
  find(text: string, from: number): Hit | null;
  /** Characters of the shortest form; infinite without any. */
  least(): number;
}

interface Form {
  readonly text: string;
  readonly secret: number;
}

/** Characters that decide how far a search may jump. */
const block = 3;
const slots = 2 ** 15;

/**
 * Makes an empty search. As Wu and Manber do it: a window as long as the shortest form slides over the text, and its last characters say
 * how far it may jump or which forms may stand there. Texts without a secret, nearly all there are, are thus skimmed instead of
 * read, however many secrets there are.
 */
export function searchForSecrets(): SecretSearch {
  const forms: Form[] = [];
  let secrets = 0;
  let window = Infinity;
  /** For every hash of three characters how far they lie at least from the end of a window, over all forms; 0: a form may be there. */
  const jumps = new Uint32Array(slots);
  /** Forms by the hash of the last characters of their window, the longest first. */
  let endings = new Map<number, Form[]>();

  // A window shorter than what is hashed cannot be told from what stands before it: all forms share a slot then.
  const slotOf = (text: string, end: number): number => (window < block ? 0 : hashOf(text, end));
  const enter = (form: Form): void => {
    for (let end = Math.min(block, window) - 1; end < window; end += 1) {
      const slot = slotOf(form.text, end);
      jumps[slot] = Math.min(jumps[slot] ?? 0, window - 1 - end);
    }
    const slot = slotOf(form.text, window - 1);
    const others = endings.get(slot);
    if (others === undefined) endings.set(slot, [form]);
    else others.splice(others.filter(({ text }) => text.length >= form.text.length).length, 0, form);
  };
  const narrow = (to: number): void => {
    window = to;
    jumps.fill(Math.max(window - block + 1, 0));
    endings = new Map();
    for (const form of forms) enter(form);
  };

  return {
    add(texts) {
      const added = texts.map((text) => ({ text, secret: secrets }));
      secrets += 1;
      const least = Math.min(window, ...texts.map((text) => text.length));
      if (least < window) narrow(least);
      for (const form of added) enter(form);
      forms.push(...added);
    },
    find(text, from) {
      let end = from + window - 1;
      while (end < text.length) {
        const slot = slotOf(text, end);
        const jump = jumps[slot] ?? 0;
        if (jump === 0) {
          const at = end - window + 1;
          const form = endings.get(slot)?.find((one) => text.startsWith(one.text, at));
          if (form !== undefined) return { at, length: form.text.length, secret: form.secret };
        }
        end += Math.max(jump, 1);
      }
      return null;
    },
    least: () => window,
  };
}

/** Hash of the three characters that end here. */
function hashOf(text: string, end: number): number {
  const hash = text.charCodeAt(end) ^ (text.charCodeAt(end - 1) << 5) ^ (text.charCodeAt(end - 2) << 10);
  return hash & (slots - 1);
}
