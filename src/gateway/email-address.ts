const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';

const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`);

/**
 * Whether a text is an address as the format `email` of JSON Schema is commonly asserted: a dot-atom (RFC 5321
 * section 4.1.2) at a domain of at least two labels. No quoted local parts, no address literals, no lengths: those
 * are the schema's.
 */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text);
}
