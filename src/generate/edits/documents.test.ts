import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultLoadOptions, loadDocument } from '../../contract/document.js';
import { buildModel } from '../../contract/model-builder.js';
import type { Json, LoadedDocument } from '../../contract/model.js';
import { createValidators } from '../../contract/validators.js';
import type { EditedValue, SchemaSource } from '../schema-source.js';
import { createValueMaker } from '../value-maker.js';

const folder = '../shared/data';

/** Documents of others, and every how many of their request bodies are looked at. */
const documents: readonly (readonly [file: string, step: number])[] = [
  ['sendmux/openapi-sending.2026-06.json', 1],
  ['sendmux/openapi-sending.2026-08.json', 1],
  ['sendmux/openapi-management.2026-08.json', 3],
  ['openapi/box.json', 8],
  ['openapi/twilio.json', 8],
  ['openapi/discord.json', 12],
];

/** Edited values looked at for each schema. */
const most = 60;

async function load(file: string): Promise<LoadedDocument> {
  const bytes = new Uint8Array(readFileSync(`${folder}/${file}`));
  return loadDocument({ source: 'http://127.0.0.1/', bytes, mediaType: null }, defaultLoadOptions);
}

/** Pointers to the schemas of request bodies. */
function bodiesOf(document: LoadedDocument): readonly string[] {
  return [...buildModel(document).operations.values()].flatMap(
    ({ requestBody }) => requestBody?.content.flatMap(({ schema }) => schema ?? []) ?? [],
  );
}

function firstFew(values: Iterable<EditedValue>): readonly EditedValue[] {
  const few: EditedValue[] = [];
  for (const value of values) {
    few.push(value);
    if (few.length >= most) break;
  }
  return few;
}

describe.skipIf(!existsSync(folder)).each(documents)('edits of request bodies of %s', (file, step) => {
  it('are refused where they are faults, accepted where they are edges, and never wanting', async () => {
    const document = await load(file);
    const validators = createValidators(document);
    const source: SchemaSource = {
      root: document.root,
      dialect: document.dialect === '3.0' ? '3.0' : '2020-12',
      direction: 'request',
      judge: (pointer, value) => validators.schema(pointer, value, 'request'),
    };
    const maker = createValueMaker(source);
    const wrong: string[] = [];
    for (const pointer of bodiesOf(document).filter((_, index) => index % step === 0)) {
      const sample = maker.valid(pointer, { seed: 1, index: 0 });
      if ('kind' in sample) continue;
      const base: Json = sample.value;
      const [faults, edges] = [firstFew(maker.invalid(pointer, base)), firstFew(maker.boundary(pointer, base))];
      if (faults.length === 0 && source.judge(pointer, null).kind === 'invalid') wrong.push(`${pointer}: no fault`);
      for (const { value } of faults)
        if (source.judge(pointer, value).kind !== 'invalid') wrong.push(`${pointer}: fault`);
      for (const { value } of edges)
        if (source.judge(pointer, value).kind === 'invalid') wrong.push(`${pointer}: edge`);
    }
    expect(wrong).toEqual([]);
  });
});
