import { isList, isObject, member } from '../json-pointer.js';
import type { Json } from '../model.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** An enumeration with nothing in it, with a value twice, or with a value that the type beside it excludes. */
export const badEnum: LintRule = {
  name: 'bad-enum',
  severity: 'warning',
  start: (_document, report) => ({
    enter: (node) => {
      if (node.kind !== 'Schema' || !isObject(node.value)) return;
      const values = member(node.value, 'enum');
      if (!isList(values)) return;
      const fault = faultOf(values, typesOf(node.value));
      if (fault !== null) report(`${pointerOf(node)}/enum`, fault);
    },
  }),
};

function typesOf(schema: Json): ReadonlySet<Json> | null {
  const type = member(schema, 'type');
  if (type === undefined) return null;
  return new Set([...(isList(type) ? type : [type]), ...(member(schema, 'nullable') === true ? ['null'] : [])]);
}

function faultOf(values: readonly Json[], types: ReadonlySet<Json> | null): string | null {
  if (values.length === 0) return 'the enumeration is empty';
  const texts = values.map((value) => JSON.stringify(value));
  const repeated = texts.find((text, index) => texts.indexOf(text) !== index);
  if (repeated !== undefined) return `the value ${repeated} is listed twice`;
  const stranger =
    types === null ? undefined : values.find((value) => !typeNames(value).some((name) => types.has(name)));
  return stranger === undefined ? null : `the value ${JSON.stringify(stranger)} is not of the type beside it`;
}

function typeNames(value: Json): readonly string[] {
  if (value === null) return ['null'];
  if (isList(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
  return [typeof value];
}
