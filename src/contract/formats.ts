import type { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/**
 * Asserts the formats of JSON Schema 2020-12 and of the OpenAPI registry (`int32`, `int64`, `float`, `double`, `byte`,
 * `binary`, `password`). Other formats are annotations, as the standard says.
 */
export function assertFormats(ajv: Ajv2020): void {
  formats.default(ajv);
  // ajv-formats takes a blank for the `T`; RFC 3339 allows one only by agreement, and JSON Schema names the grammar.
  const dateTime = fullFormats['date-time'];
  if (typeof dateTime !== 'object' || !('validate' in dateTime)) return;
  // ajv types a format as one of many kinds; this one has been a function over strings since it exists.
  const isDateTime = dateTime.validate as (text: string) => boolean;
  ajv.addFormat('date-time', { validate: (text: string) => /^.{10}[Tt]/.test(text) && isDateTime(text) });
}
