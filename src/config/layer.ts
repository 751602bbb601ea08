import { compileSchema } from '../contract/schema-check.js';
import type { SchemaViolation } from '../contract/model.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { PartialConfig } from './config.js';
import { configSchema } from './config-schema.js';
import type { Leaf, Setting } from './setting.js';
import { settings } from './settings.js';

/** What one source says, in the form of a config file. */
export interface Layer {
  readonly value: unknown;
  /** What the user calls the setting at these keys in this source: `--max-time`, `TOUCHSTONE_MODE`, `config.yaml: mode`. */
  readonly nameOf: (keys: readonly string[]) => string;
}

/** Flags as the parser leaves them, by setting: text, texts of a repeatable flag, or a switch. */
export type Flags = Readonly<Record<string, string | readonly string[] | boolean>>;
export type Environment = Readonly<Record<string, string | undefined>>;

const table: Readonly<Record<string, Setting>> = settings;

function settingAt(keys: readonly string[]): Setting | null {
  const [first = '', second] = keys;
  const setting = Object.hasOwn(table, first) ? table[first] : undefined;
  if (setting?.kind !== 'group' || second === undefined) return setting ?? null;
  return Object.hasOwn(setting.members, second) ? (setting.members[second] ?? null) : null;
}

const words: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
};

/** Texts that cannot be read stay as they are: the schema refuses them with a better message. */
function readText({ form }: Leaf, text: string): unknown {
  if (form === 'switch') return words[text.toLowerCase()] ?? text;
  if (form === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (form === 'list') {
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  return text;
}

function readFlag(setting: Leaf, given: string | readonly string[] | boolean): unknown {
  if (typeof given === 'boolean') return given;
  if (typeof given === 'string') return readText(setting, given);
  return given.flatMap((text) => readText(setting, text));
}

/** What the command line says. */
export function flagLayer(flags: Flags): Layer {
  const value: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const given = flags[key];
    if (setting.kind === 'leaf' && given !== undefined) value[key] = readFlag(setting, given);
  }
  return {
    value,
    nameOf: (keys) => {
      const setting = settingAt(keys);
      return (setting?.kind === 'leaf' ? setting.flag : null) ?? keys.join('.');
    },
  };
}

function fromEnvironment(setting: Leaf, environment: Environment): unknown {
  if (setting.env === null) return undefined;
  const text = environment[setting.env];
  if (text === undefined || text === '') return undefined;
  return setting.form === 'secret' ? { env: setting.env } : readText(setting, text);
}

/** What `TOUCHSTONE_*` variables say; an empty variable says nothing. */
export function environmentLayer(environment: Environment): Layer {
  const value: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    if (setting.kind === 'leaf') {
      const found = fromEnvironment(setting, environment);
      if (found !== undefined) value[key] = found;
      continue;
    }
    const members = Object.entries(setting.members)
      .map(([name, member]) => [name, fromEnvironment(member, environment)] as const)
      .filter(([, found]) => found !== undefined);
    if (members.length > 0) value[key] = Object.fromEntries(members);
  }
  return {
    value,
    nameOf: (keys) => {
      const setting = settingAt(keys);
      return (setting?.kind === 'leaf' ? setting.env : null) ?? keys.join('.');
    },
  };
}

/** What a config file says. */
export function fileLayer(path: string, value: unknown): Layer {
  return { value, nameOf: (keys) => (keys.length === 0 ? path : `${path}: ${keys.join('.')}`) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function suggestion(name: string, known: readonly string[]): { readonly advice?: string } {
  const meant = nearest(name, known);
  return meant === null ? {} : { advice: `Did you mean ${meant}?` };
}

function refuseUnknown(layer: Layer, value: object, group: readonly string[]): void {
  const within = settingAt(group);
  const known = within?.kind === 'group' ? Object.keys(within.members) : Object.keys(settings);
  for (const key of Object.keys(value)) {
    if (known.includes(key) || (group.length === 0 && key === '$schema')) continue;
    const where = layer.nameOf([...group, key]);
    throw new UsageError(`${where} is no setting`, { where, ...suggestion(key, known) });
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return `a ${typeof value}`;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The value at these keys, or undefined. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function complain(layer: Layer, violation: SchemaViolation): UsageError {
  const keys = violation.at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const setting = settingAt(keys);
  const path = keys.slice(0, table[keys[0] ?? '']?.kind === 'group' ? 2 : 1);
  const where = layer.nameOf(path);
  if (setting?.kind !== 'leaf') return new UsageError(`${where} must be an object`, { where });
  const given = valueAt(layer.value, path);
  // What stands where a secret belongs may be one.
  const seen = setting.form === 'secret' ? 'what is there' : shown(given);
  const choices = setting.schema['enum'];
  const advice = typeof given === 'string' && Array.isArray(choices) ? suggestion(given, choices.map(String)) : {};
  return new UsageError(`${where} takes ${setting.takes}, not ${seen}`, { where, ...advice });
}

/** What compiling the schema gives: made once and passed on, since compiling costs more than validating. */
export type Validate = (value: unknown) => readonly SchemaViolation[];

/** For what the layers speak of and no more: compiling all of the schema takes longer than all else before a run. */
export function compileConfigSchema(layers: readonly Layer[]): Validate {
  const spokenOf = new Set(layers.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])));
  return compileSchema(configSchema((name) => spokenOf.has(name)));
}

/**
 * Holds a layer to the schema.
 * @throws UsageError that names the setting as this source calls it, and the nearest one when it is mistyped.
 */
export function validateLayer(layer: Layer, validate: Validate): PartialConfig {
  const { value } = layer;
  if (!isObject(value)) {
    const where = layer.nameOf([]);
    throw new UsageError(`${where} must hold an object of settings, not ${shown(value)}`, { where });
  }
  refuseUnknown(layer, value, []);
  for (const [key, setting] of Object.entries(settings)) {
    const inner = value[key];
    if (setting.kind === 'group' && isObject(inner)) refuseUnknown(layer, inner, [key]);
  }
  const [first] = validate(value);
  if (first !== undefined) throw complain(layer, first);
  // The schema describes this type, and the value has just passed it.
  return value;
}
