import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { assertFormats } from '../../src/contract/formats.js';
import { isObject, pointerToFragment } from '../../src/contract/json-pointer.js';
import type { Json, SchemaVerdict } from '../../src/contract/model.js';
import { createMatcher } from '../../src/contract/regexp.js';
import type { SchemaDialect, SchemaSource } from '../../src/generate/schema-source.js';

const base = 'http://judged.invalid/schema.json';

/** A single schema as a source of schemas, judged by ajv. Schemas that do not compile leave every value undecided. */
export function judgedSchema(root: Json, dialect: SchemaDialect = '2020-12'): SchemaSource {
  const options = {
    strict: false,
    allErrors: true,
    ownProperties: true,
    multipleOfPrecision: 8,
    validateSchema: false,
    logger: false as const,
    code: { regExp: Object.assign((pattern: string) => createMatcher(pattern, () => undefined), { code: '' }) },
  };
  const ajv = dialect === '2020-12' ? new Ajv2020(options) : new Ajv.default(options);
  if (ajv instanceof Ajv2020) assertFormats(ajv);
  else formats.default(ajv);
  let broken: string | null = null;
  try {
    // Booleans are schemas, too, and cannot be named.
    ajv.addSchema(isObject(root) ? { ...root } : { allOf: [root] }, base);
  } catch (error) {
    broken = String(error);
  }
  const compiled = new Map<string, ValidateFunction | string>();
  const compile = (pointer: string): ValidateFunction | string => {
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    let made: ValidateFunction | string;
    try {
      made = ajv.compile({ $ref: `${base}#${pointerToFragment(pointer)}` });
    } catch (error) {
      made = String(error);
    }
    compiled.set(pointer, made);
    return made;
  };
  return {
    root,
    dialect,
    direction: 'either',
    judge: (pointer, value): SchemaVerdict => {
      const validate = broken ?? compile(pointer);
      if (typeof validate === 'string') return { kind: 'undecided', reason: validate };
      try {
        if (validate(value)) return { kind: 'valid' };
      } catch (error) {
        return { kind: 'undecided', reason: String(error) };
      }
      return { kind: 'invalid', violations: (validate.errors ?? []).map(violation) };
    },
  };
}

function violation({ instancePath, keyword, schemaPath, message }: ErrorObject) {
  return { at: instancePath, keyword, schema: schemaPath, message: message ?? keyword };
}
