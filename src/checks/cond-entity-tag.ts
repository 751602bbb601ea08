/** An entity tag as RFC 9110 section 8.8.3 writes it. */
export interface EntityTag {
  /** As it stands in the field. */
  readonly text: string;
  readonly weak: boolean;
  /** What stands between the quotes. */
  readonly opaque: string;
}

const form = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/** Reads the value of an ETag field; null when there is none or it is no entity tag. */
export function readEntityTag(value: string | null): EntityTag | null {
  const match = value === null ? null : form.exec(value);
  if (!match) return null;
  return { text: match[0], weak: match[1] !== undefined, opaque: match[2] ?? '' };
}

/** The same tag with its strength turned: what weak comparison must still find equal (RFC 9110 section 8.8.3.2). */
export function turnStrength({ weak, opaque }: EntityTag): string {
  return weak ? `"${opaque}"` : `W/"${opaque}"`;
}
