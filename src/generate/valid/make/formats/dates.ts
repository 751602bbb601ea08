import fc, { type Arbitrary } from 'fast-check';
import { format, type Format } from './format.js';

/** Times around now, to the second, and times from year 1 to 9999. */
const recent = fc.integer({ min: 0, max: 40 * 365 * 86_400 }).map((seconds) => Date.UTC(2000, 0, 1) + seconds * 1000);
const any = fc.integer({ min: -62_135_596_800_000, max: Date.UTC(9999, 11, 31) });

/** The days that calendars trip over. */
const oddDays = ['1970-01-01', '2000-02-29', '1900-02-28', '2024-02-29', '2038-01-19', '9999-12-31', '0001-01-01'];

const offsets = fc.constantFrom('Z', '+00:00', '-00:00', '+05:30', '-12:00', '+14:00', '-03:30');
const fractions = fc.constantFrom('', '.0', '.123', '.999999', '.000000001');
const clock = fc.integer({ min: 0, max: 86_399 }).map((second) => new Date(second * 1000).toISOString().slice(11, 19));

/** RFC 3339, section 5.6. */
export const dateTime: Format = () =>
  format(
    ['2020-01-01T00:00:00Z'],
    recent.map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`),
    oddInstants(),
  );

function oddInstants(): Arbitrary<string> {
  const days = fc.oneof(any.map(dayOf), fc.constantFrom(...oddDays));
  // An offset may not lead out of the years that four digits hold.
  const safe = days.map((day) => (day.startsWith('0001') || day.startsWith('9999') ? '2000-02-29' : day));
  return fc
    .tuple(safe, clock, fractions, offsets)
    .map(([day, time, fraction, offset]) => `${day}T${time}${fraction}${offset}`);
}

export const date: Format = () =>
  format(['2020-01-01'], recent.map(dayOf), fc.oneof(any.map(dayOf), fc.constantFrom(...oddDays)));

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export const time: Format = () =>
  format(
    ['00:00:00Z'],
    clock.map((at) => `${at}Z`),
    fc.tuple(clock, fractions, offsets).map((parts) => parts.join('')),
  );

/** RFC 3339, appendix A. */
export const duration: Format = () =>
  format(
    ['P1D', 'PT0S'],
    fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom('P#D', 'PT#H', 'PT#M', 'PT#S', 'P#W')).map(fill),
    fc
      .tuple(
        fc.integer({ min: 0, max: 9999 }),
        fc.constantFrom('P#Y', 'P#M', 'P#Y1M2DT3H4M5S', 'P1DT#H', 'P1Y#M', 'PT1H#M'),
      )
      .map(fill),
  );

function fill([count, shape]: [number, string]): string {
  return shape.replace('#', String(count));
}
