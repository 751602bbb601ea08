import { resolve as resolvePath } from 'node:path';
import type { PartialConfig } from './config.js';
import {
  compileConfigSchema,
  environmentLayer,
  fileLayer,
  flagLayer,
  validateLayer,
  valueAt,
  type Environment,
  type Flags,
  type Layer,
} from './layer.js';

/** Where settings come from, each as its source gives them. */
export interface Sources {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly file: ConfigFile | null;
  /** Absolute: paths in flags and environment start here, paths in a file at the file's folder. */
  readonly cwd: string;
}

/** A config file as read, not yet checked. */
export interface ConfigFile {
  /** As the user would name it: for messages. */
  readonly path: string;
  /** Absolute. */
  readonly folder: string;
  readonly value: unknown;
}

/** All sources as one, paths absolute. */
export interface Merged {
  readonly config: PartialConfig;
  /** What the user calls a setting in the source that decided it: `--mode`, `TOUCHSTONE_MODE`, `touchstone.config.json: mode`. */
  readonly nameOf: (...keys: string[]) => string;
}

interface Source {
  readonly layer: Layer;
  readonly config: PartialConfig;
}

/** Whether the setting `document` names a URL rather than a file. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function withAbsolutePaths(config: PartialConfig, folder: string): PartialConfig {
  const { waivers, reports, ca, cache, document } = config;
  return {
    ...config,
    ...(waivers !== undefined && { waivers: resolvePath(folder, waivers) }),
    ...(reports !== undefined && { reports: resolvePath(folder, reports) }),
    ...(ca !== undefined && { ca: resolvePath(folder, ca) }),
    ...(cache !== undefined && { cache: resolvePath(folder, cache) }),
    ...(document !== undefined && { document: isUrl(document) ? document : resolvePath(folder, document) }),
  };
}

function says({ config }: Source, keys: readonly string[]): boolean {
  return valueAt(config, keys) !== undefined;
}

/**
 * Merges file, environment and flags, the later over the earlier; groups are merged member by member.
 * @throws UsageError when a source does not hold to the schema.
 */
export function mergeSources({ flags, environment, file, cwd }: Sources): Merged {
  const given = [
    ...(file === null ? [] : [{ layer: fileLayer(file.path, file.value), folder: file.folder }]),
    { layer: environmentLayer(environment), folder: cwd },
    { layer: flagLayer(flags), folder: cwd },
  ];
  const validate = compileConfigSchema(given.map(({ layer }) => layer));
  const sources = given.map(({ layer, folder }): Source => ({
    layer,
    config: withAbsolutePaths(validateLayer(layer, validate), folder),
  }));
  const merged = sources.reduce<PartialConfig>((below, { config }) => {
    const controls = { ...below.controls, ...config.controls };
    return {
      ...below,
      ...config,
      options: { ...below.options, ...config.options },
      values: { ...below.values, ...config.values },
      principals: { ...below.principals, ...config.principals },
      fixtures: { ...below.fixtures, ...config.fixtures },
      ...(Object.keys(controls).length > 0 && { controls }),
    };
  }, {});
  return {
    config: merged,
    nameOf: (...keys) => (sources.findLast((source) => says(source, keys))?.layer ?? flagLayer({})).nameOf(keys),
  };
}
