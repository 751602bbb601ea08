import type { Schema } from './setting.js';

const line: Schema = { type: 'string', minLength: 1, pattern: '^[^\\r\\n]+$' };

/** Members of an entry, each with what it takes in words. */
export const waiverMembers: Readonly<Record<string, { readonly takes: string; readonly schema: Schema }>> = {
  requirement: {
    takes: 'the id of a requirement',
    schema: { description: 'The requirement that is violated.', ...line },
  },
  operation: {
    takes: 'an operation such as POST /emails/send',
    schema: {
      description: 'Only at this operation, as the report names it: POST /emails/send. Default: at every one.',
      ...line,
    },
  },
  fingerprint: {
    takes: 'the 16 hex digits of a cause',
    schema: {
      description: 'Only for this cause, as the report names it. Default: whatever the cause.',
      type: 'string',
      pattern: '^[0-9a-f]{16}$',
    },
  },
  reason: {
    takes: 'a text on one line',
    schema: { description: 'Why the violation is accepted; reports show it.', ...line },
  },
  owner: { takes: 'a text on one line', schema: { description: 'Who answers for it.', ...line } },
  link: {
    takes: 'an http or https URL',
    schema: { description: 'Where it is followed up.', type: 'string', pattern: '^https?://[^\\s]+$' },
  },
  expires: {
    takes: 'a date such as 2027-01-31',
    schema: { description: 'The last day on which it holds, in UTC.', type: 'string', format: 'date' },
  },
};

/** The JSON Schema (2020-12) of a waivers file; `schemas/waivers.schema.json` is a copy of it. */
export function waiversSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Waivers of touchstone',
    description: 'Known violations: a finding that an entry covers counts as waived.',
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(waiverMembers).map(([name, { schema }]) => [name, schema])),
      required: ['requirement', 'reason', 'expires'],
      additionalProperties: false,
    },
  };
}
