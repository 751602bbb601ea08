import type { Leaf, Schema, Setting } from './setting.js';
import { settings } from './settings.js';

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function describe({ schema, summary, fallback }: Leaf): Schema {
  const description = fallback === null ? sentence(summary) : `${sentence(summary)} Default: ${fallback}.`;
  return { description, ...schema };
}

function schemaOf(setting: Setting): Schema {
  if (setting.kind === 'leaf') return describe(setting);
  return {
    description: sentence(setting.summary),
    type: 'object',
    properties: Object.fromEntries(Object.entries(setting.members).map(([key, member]) => [key, describe(member)])),
    additionalProperties: false,
  };
}

/**
 * The JSON Schema (2020-12) of a config file, made from the table of settings; `schemas/config.schema.json` is a copy of it.
 *
 * @param isWanted whether the schema shall know a setting; default: all of them.
 */
export function configSchema(isWanted: (name: string) => boolean = () => true): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of touchstone',
    type: 'object',
    properties: {
      $schema: { description: 'Where an editor finds this schema.', type: 'string' },
      ...Object.fromEntries(
        Object.entries(settings)
          .filter(([key]) => isWanted(key))
          .map(([key, setting]) => [key, schemaOf(setting)]),
      ),
    },
    additionalProperties: false,
  };
}
