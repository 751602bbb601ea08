import { Ajv2020 } from 'ajv/dist/2020.js';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { compileSchema } from '../contract/schema-check.js';
import { configSchema } from './config-schema.js';
import { waiversSchema } from './waivers-schema.js';

test('the published schema is the one that is enforced (renew it with `vitest run --project unit src/config -u`)', async () => {
  const text = await format(JSON.stringify(configSchema()), { parser: 'json', printWidth: 120 });
  await expect(text).toMatchFileSnapshot('../../schemas/config.schema.json');
});

test('every setting is described', () => {
  const { properties } = configSchema() as { properties: Record<string, { description?: string }> };
  const bare = Object.entries(properties).filter(([, { description }]) => description === undefined);
  expect(bare).toEqual([]);
});

test('the schemas of configurations and waivers keep to the keywords that the strict validator knows', () => {
  expect(() => compileSchema(configSchema())).not.toThrow();
  expect(() => compileSchema(waiversSchema())).not.toThrow();
});

test('the schemas of configurations and waivers match their meta-schema', () => {
  const ajv = new Ajv2020();
  for (const schema of [configSchema(), waiversSchema()]) {
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
  }
});
