import fc, { type Arbitrary } from 'fast-check';
import type { TextShape } from './shape.js';
import type { TextSource } from './text-source.js';

/** Texts of a format; null: it is unknown, and constrains nothing. */
export function formatTexts(format: string, lengths: Pick<TextShape, 'min' | 'max'>): TextSource | null {
  return Object.hasOwn(formats, format) ? (formats[format]?.(lengths) ?? null) : null;
}

type Format = (lengths: Pick<TextShape, 'min' | 'max'>) => TextSource;

function source(plain: string, ...arbitraries: readonly Arbitrary<string>[]): TextSource {
  return { plain: [plain], arbitraries: [fc.constant(plain), ...arbitraries] };
}

const digits = (count: number, value: number): string => String(value).padStart(count, '0');

const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });
const formats: Readonly<Record<string, Format>> = {
  date: () =>
    source(
      '2020-01-01',
      instants.map((at) => new Date(at).toISOString().slice(0, 10)),
    ),
  'date-time': () =>
    source(
      '2020-01-01T00:00:00Z',
      instants.map((at) => new Date(at).toISOString()),
    ),
  time: () =>
    source(
      '00:00:00Z',
      fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map((parts) => `${parts.map((part) => digits(2, part)).join(':')}Z`),
    ),
  uuid: () => source('00000000-0000-4000-8000-000000000000', fc.uuid()),
  email: () => source('a@example.com', fc.emailAddress()),
  uri: () => source('https://example.com/', fc.webUrl()),
  ipv4: () => source('127.0.0.1', fc.ipV4()),
  ipv6: () => source('::1', fc.ipV6()),
  hostname: () => source('example.com', fc.domain()),
};
