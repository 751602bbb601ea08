import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { SchemaDialect } from '../schema-source.js';
import { editing, editOf } from '../../../test/support/editing.js';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { boundaryEdits } from './boundary-edits.js';
import { invalidEdits } from './invalid-edits.js';

const suite = '../shared/data/json-schema-test-suite/tests';

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly data: Json; readonly valid: boolean }[];
}

function groupsOf(folder: string): readonly (Group & { readonly file: string })[] {
  const files = readdirSync(`${suite}/${folder}`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  return files.toSorted().flatMap((file) => {
    // The suite is JSON of this shape.
    const groups = JSON.parse(readFileSync(`${suite}/${folder}/${file}`, 'utf8')) as readonly Group[];
    return groups.map((group) => ({ ...group, file }));
  });
}

/** Schemas that say nothing within the document: they refer to the schema of schemas, or use what 2020-12 has no more. */
function isExcused({ file, schema }: Group & { readonly file: string }): boolean {
  return JSON.stringify(schema).includes('"$ref":"http') || file === 'optional/dependencies-compatibility.json';
}

const drafts: readonly (readonly [string, SchemaDialect])[] = [
  ['draft2020-12', '2020-12'],
  ['draft7', 'draft-07'],
  ['draft4', 'draft-04'],
];

describe.skipIf(!existsSync(suite)).each(drafts)('edits over the JSON Schema test suite, %s', (folder, dialect) => {
  const cases = existsSync(suite) ? groupsOf(folder) : [];
  const sourced = cases.flatMap((group) => {
    const source = judgedSchema(group.schema, dialect);
    const accepted = group.tests.filter(({ data, valid }) => valid && source.judge('', data).kind === 'valid');
    const context = editing(
      source,
      group.tests.map(({ data }) => data),
    );
    const bases = accepted.map(({ data }) => data);
    return bases.length === 0 ? [] : [{ group, source, context, bases }];
  });

  it('are refused where they are labelled invalid, and accepted where they are edges', () => {
    const wrong: string[] = [];
    let [faults, edges] = [0, 0];
    for (const { group, source, context, bases } of sourced) {
      for (const base of bases) {
        for (const edited of invalidEdits(context, '', base)) {
          faults += 1;
          if (source.judge('', edited.value).kind !== 'invalid')
            wrong.push(`${group.file}: ${JSON.stringify(editOf(edited))}`);
        }
        for (const edited of boundaryEdits(context, '', base)) {
          edges += 1;
          if (source.judge('', edited.value).kind !== 'valid')
            wrong.push(`${group.file}: ${JSON.stringify(editOf(edited))}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(faults).toBeGreaterThan(1000);
    expect(edges).toBeGreaterThan(500);
  });

  it('break every schema that the suite itself breaks', () => {
    const whole = sourced.filter(({ group, source, context, bases }) => {
      const breakable = group.tests.some(({ data, valid }) => !valid && source.judge('', data).kind === 'invalid');
      const broken = bases.some((base) => [...invalidEdits(context, '', base)].length > 0);
      return breakable && !broken && !isExcused(group);
    });
    expect(whole.map(({ group }) => `${group.file}: ${group.description}`)).toEqual([]);
  });

  it('are the same for the same base', () => {
    for (const { context, bases } of sourced.slice(0, 60)) {
      const [base = null] = bases;
      const labels = (): readonly string[] =>
        [...invalidEdits(context, '', base)].map((edited) => JSON.stringify(editOf(edited)));
      expect(labels()).toEqual(labels());
    }
  });
});
