import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ErrorObject } from 'ajv';
import type { SchemaViolation } from './model.js';

/**
 * Compiles one of our own JSON Schemas (2020-12): config, results, waivers.
 *
 * The schema is ours, so it is held to ajv's strict mode: an unknown keyword or format is a bug and throws here,
 * not a rule that silently never applies. That it matches the meta-schema, which costs more than all the rest to find out,
 * is for the tests to say. Documents of a target go through `createValidators` instead.
 *
 * @returns a function that lists why a value does not match; empty: it matches.
 * @throws Error when the schema itself is wrong.
 */
export function compileSchema(schema: object): (value: unknown) => readonly SchemaViolation[] {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    ownProperties: true,
    allowUnionTypes: true,
    validateSchema: false,
  });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(toViolation));
}

function toViolation(error: ErrorObject): SchemaViolation {
  return {
    at: error.instancePath,
    keyword: error.keyword,
    schema: error.schemaPath.replace(/^#/, ''),
    message: describe(error),
  };
}

/** ajv names the culprit of these keywords only in `params`, and a reader needs it. */
function describe(error: ErrorObject): string {
  const message = error.message ?? 'does not match';
  const params: Readonly<Record<string, unknown>> = error.params;
  const culprit = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
  if (typeof culprit === 'string') return `${message} (${JSON.stringify(culprit)})`;
  const allowed = params['allowedValues'] ?? params['allowedValue'];
  return allowed === undefined ? message : `${message} (${JSON.stringify(allowed)})`;
}
