/** A JSON Schema, as far as settings need one. */
export type Schema = Readonly<Record<string, unknown>>;

/** How a text from a flag or the environment becomes the value a config file would hold. */
export type Form = 'switch' | 'text' | 'number' | 'list' | 'secret' | 'json';

/** One setting: what parser, help, environment, schema and reference need to know of it. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly form: Form;
  /** The value in words, for messages: `a whole number from 1 to 64`. */
  readonly takes: string;
  readonly schema: Schema;
  /** One line, no full stop. */
  readonly summary: string;
  /** The default in words; null: none. */
  readonly fallback: string | null;
  /** Name in the flag's help (`--max-time <duration>`); null for a switch or a setting without a flag. */
  readonly placeholder: string | null;
  /** `--max-time`; null: no flag. */
  readonly flag: string | null;
  /** `TOUCHSTONE_MAX_TIME`; null: not settable from the environment. */
  readonly env: string | null;
}

/** Settings that stand together under one key of the config file. */
export interface Group {
  readonly kind: 'group';
  readonly summary: string;
  readonly members: Readonly<Record<string, Leaf>>;
}

export type Setting = Leaf | Group;

/** What a value may be, before it has a name. */
export type Shape = Pick<Leaf, 'form' | 'takes' | 'schema'>;

/** What distinguishes one setting from others of its shape. */
export interface Traits {
  readonly summary: string;
  readonly fallback?: string;
  readonly flag?: string;
  readonly placeholder?: string;
  readonly env?: string;
}

export function leaf(shape: Shape, traits: Traits): Leaf {
  return {
    kind: 'leaf',
    ...shape,
    summary: traits.summary,
    fallback: traits.fallback ?? null,
    flag: traits.flag ?? null,
    placeholder: traits.placeholder ?? null,
    env: traits.env ?? null,
  };
}

export const onOff: Shape = { form: 'switch', takes: 'true or false', schema: { type: 'boolean' } };

export function text(takes: string, schema: Schema = {}): Shape {
  return { form: 'text', takes, schema: { type: 'string', minLength: 1, ...schema } };
}

export function list(takes: string, items: Schema = { type: 'string', minLength: 1 }): Shape {
  return { form: 'list', takes, schema: { type: 'array', items } };
}

export function whole(minimum: number, maximum: number): Shape {
  const takes = `a whole number from ${minimum} to ${maximum}`;
  return { form: 'number', takes, schema: { type: 'integer', minimum, maximum } };
}

export function oneOf(choices: readonly string[]): Shape {
  return { form: 'text', takes: `one of ${choices.join(', ')}`, schema: { enum: choices } };
}

/** Closed and without alternatives, so that a fault in it can be named in a few words. */
export const secret: Shape = {
  form: 'secret',
  takes: 'a secret by name, such as { "env": "SENDMUX_KEY" }',
  schema: {
    type: 'object',
    properties: {
      env: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
      value: { type: 'string', minLength: 1 },
    },
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  },
};
