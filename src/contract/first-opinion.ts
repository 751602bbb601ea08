import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assertFormats } from './formats.js';
import { joinPointer, pointerToFragment } from './json-pointer.js';
import type { Json, JsonObject, SchemaVerdict, SchemaViolation } from './model.js';
import { createMatcher } from './regexp.js';
import type { SchemaCopy } from './schema-copy.js';

/** Judges a value against the schema at a pointer of the document. */
export type Opinion = (pointer: string, value: unknown) => SchemaVerdict;

/** More violations than that help nobody, and a hostile body could produce millions. */
const mostViolations = 100;

/**
 * The fast validator: ajv over one copy of the document's schemas, each schema compiled when first asked for.
 *
 * Strict mode is off because the resource is a whole document, not one schema; `ownProperties` because a required member
 * may be called `toString`; `multipleOfPrecision` because 19.99 is a multiple of 0.01.
 */
export function createFirstOpinion(copy: SchemaCopy, base: string): Opinion {
  const doubts: string[] = [];
  const placeOf = createPlaces(copy.root);
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    ownProperties: true,
    multipleOfPrecision: 8,
    inlineRefs: false,
    validateSchema: false,
    logger: false,
    code: {
      regExp: Object.assign((pattern: string) => createMatcher(pattern, (reason) => doubts.push(reason)), { code: '' }),
    },
  });
  assertFormats(ajv);
  addTo(ajv, copy, base);

  const compiled = new Map<string, ValidateFunction | string>();
  const compile = (pointer: string): ValidateFunction | string => {
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    const made = attempt(() => ajv.compile({ $ref: `${base}#${pointerToFragment(pointer)}` }));
    compiled.set(pointer, made);
    return made;
  };

  return (pointer, value) => {
    const validate = compile(pointer);
    if (typeof validate === 'string') {
      return { kind: 'undecided', reason: `the schema at ${pointer} cannot be compiled: ${validate}` };
    }
    doubts.length = 0;
    const valid = attempt(() => validate(value));
    if (typeof valid === 'string') return { kind: 'undecided', reason: valid };
    const [doubt] = doubts;
    if (doubt !== undefined) return { kind: 'undecided', reason: doubt };
    if (valid) return { kind: 'valid' };
    return { kind: 'invalid', violations: toViolations(validate.errors ?? [], placeOf) };
  };
}

/**
 * A schema that is added is searched for names to the last corner, which takes longer than anything else here. Where there are
 * none, the resource is empty when it is added and filled afterwards: places in it are looked up when they are asked for.
 */
function addTo(ajv: Ajv2020, { root, named }: SchemaCopy, base: string): void {
  const resource = named ? root : {};
  ajv.addSchema(resource, base);
  if (!named) Object.defineProperties(resource, Object.getOwnPropertyDescriptors(root));
}

/** A schema from outside may overflow the stack or the compiler; that is a reason not to judge, never a crash. */
function attempt<T>(action: () => T): T | string {
  try {
    return action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function toViolations(errors: readonly ErrorObject[], placeOf: PlaceOf): readonly SchemaViolation[] {
  return errors.slice(0, mostViolations).map((error) => ({
    at: error.instancePath,
    keyword: error.keyword,
    schema: joinPointer(placeOf(error.parentSchema), error.keyword),
    message: describe(error),
  }));
}

type PlaceOf = (schema: unknown) => string;

/**
 * Finds schemas of the copy again by identity: ajv counts the path of an error from the last `$ref` it followed, which
 * is no place in the document. The index is made when there is a first violation to explain.
 */
function createPlaces(root: JsonObject): PlaceOf {
  let places: Map<unknown, string> | null = null;
  return (schema) => {
    places ??= indexPlaces(root);
    return places.get(schema) ?? '';
  };
}

function indexPlaces(root: JsonObject): Map<unknown, string> {
  const places = new Map<unknown, string>();
  const visit = (value: Json, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    places.set(value, pointer);
    for (const [name, item] of Object.entries(value)) visit(item, joinPointer(pointer, name));
  };
  visit(root, '');
  return places;
}

function describe(error: ErrorObject): string {
  const params: Readonly<Record<string, unknown>> = error.params;
  const surplus = params['additionalProperty'] ?? params['unevaluatedProperty'];
  if (typeof surplus === 'string') return `must not have the member ${JSON.stringify(surplus)}`;
  if (error.keyword === 'enum') return `must be one of ${JSON.stringify(params['allowedValues'])}`;
  if (error.keyword === 'const') return `must be ${JSON.stringify(params['allowedValue'])}`;
  return error.message ?? `must match ${error.keyword}`;
}
