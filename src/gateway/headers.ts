import type { GatewayRequest, HeaderLine } from './parts.js';

/** The values of a request header, lines of the same name joined by a comma; null: absent. */
export function headerOf(request: GatewayRequest, name: string): string | null {
  const values = headerLines(request.headers, name);
  return values.length === 0 ? null : values.join(', ');
}

/** The values of all lines with a name, in any case, in order. */
export function headerLines(headers: readonly HeaderLine[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([present]) => present.toLowerCase() === wanted).map(([, value]) => value);
}
