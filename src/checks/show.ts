const longest = 160;

/** A value on one line of a finding, cut when it is long. `undefined` and null headers show as "nothing". */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A header value as a finding names it. */
export function showHeader(value: string | null): string {
  return value === null ? 'no such header' : show(value);
}

/** `400`, `400 or 422`, `400, 415 or 422`. */
export function oneOf(values: readonly (string | number)[]): string {
  const head = values.slice(0, -1).join(', ');
  const last = String(values.at(-1) ?? 'nothing');
  return head === '' ? last : `${head} or ${last}`;
}
