import type { Flags } from '../config/layer.js';
import type { Leaf, Setting } from '../config/setting.js';
import { settings } from '../config/settings.js';
import type { Io } from './io.js';

/** A flag as parser, help and reference need it. */
export interface Flag {
  /** `--max-time` */
  readonly name: string;
  /** `duration`, for `--max-time <duration>`; null: a switch. */
  readonly placeholder: string | null;
  readonly summary: string;
  /** The default in words; null: none. */
  readonly fallback: string | null;
  /** May be given several times. */
  readonly repeatable: boolean;
}

/** What a command is called with. */
export interface Invocation {
  readonly args: readonly string[];
  /** By name in camel case: `maxTime`. */
  readonly flags: Flags;
  readonly io: Io;
}

/** Runs a command and resolves with its exit code. */
export type Execute = (invocation: Invocation) => Promise<number>;

export interface Command {
  readonly name: string;
  /** As commander writes arguments: `[target]`, `<id>`, `<dir...>`; null: none. */
  readonly argument: string | null;
  readonly summary: string;
  /** What help says after the flags; null: nothing. */
  readonly more: string | null;
  readonly flags: readonly Flag[];
  /** Loads the code, so that `--help` and `--version` need not. */
  readonly load: () => Promise<{ readonly execute: Execute }>;
}

export function flag(name: string, summary: string, traits: Partial<Flag> = {}): Flag {
  return { name, summary, placeholder: null, fallback: null, repeatable: false, ...traits };
}

type SettingWithFlag = Exclude<keyof typeof settings, 'options' | 'values' | 'principals' | 'fixtures' | 'controls'>;

function fromSetting({ flag: name, placeholder, summary, fallback, form }: Leaf): Flag {
  // A switch is off unless it is given: saying so would be noise.
  const said = form === 'switch' ? null : fallback;
  return { name: name ?? '', placeholder, summary, fallback: said, repeatable: form === 'list' };
}

/** The flags of these settings, in this order. */
export function flagsOf(...keys: readonly SettingWithFlag[]): readonly Flag[] {
  return keys.map((key) => settings[key] satisfies Setting).map(fromSetting);
}

/** Text of a flag, or null when it was not given. */
export function textFlag(flags: Flags, name: string): string | null {
  const value = flags[name];
  return typeof value === 'string' ? value : null;
}

/** Texts of a repeatable flag; commas separate, too. */
export function listFlag(flags: Flags, name: string): readonly string[] {
  const value = flags[name];
  const texts = typeof value === 'object' ? value : [];
  return texts.flatMap((text) => text.split(',')).filter((text) => text !== '');
}
