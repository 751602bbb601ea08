import type { Mode } from '../engine/outcome.js';
import type { ExplorationOptions, Secret } from '../engine/options.js';
import type { Fixtures } from '../engine/suite.js';
import type { WaiverList } from '../engine/waivers.js';
import type { Budget } from '../http/client-types.js';
import type { PrincipalName } from '../http/exchange.js';
import type { ProfileOptions, ProfileValues } from '../requirements/profile.js';

/** Where a document given by hand is to be had. */
export type DocumentSource =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'file'; readonly path: string };

/** Which references out of a document are followed. */
export type References = 'none' | 'same-host' | 'any';

/**
 * The configuration of a run, complete: flags, environment, file and defaults are merged, names of secrets are replaced
 * by what they stand for, paths are absolute. Nothing below reads the environment again.
 */
export interface ResolvedConfig {
  /** The config file in use; null: none. */
  readonly file: string | null;
  /** Base URL without a trailing slash; null: start the reference gateway in process and test that. */
  readonly target: string | null;
  /** Null: `GET {target}/openapi.json`. */
  readonly document: DocumentSource | null;
  readonly references: References;
  /** Id of a profile that there is. */
  readonly profile: string;
  /** What the vendor declares otherwise than the profile. */
  readonly options: Readonly<Partial<ProfileOptions>>;
  readonly values: Readonly<Partial<ProfileValues>>;
  readonly mode: Mode;
  /** Requirement ids, areas or scenario ids; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Unsigned 32-bit integer; fresh for each run unless given. */
  readonly seed: number;
  /** Generated requests of each operation at most. */
  readonly runs: number;
  /** What else is said of generated requests; null: none are sent. */
  readonly exploration: Omit<ExplorationOptions, 'runs' | 'contract' | 'makeCases'> | null;
  readonly concurrency: number;
  readonly budget: Budget;
  /** Empty for the embedded gateway, which brings its own. */
  readonly principals: Readonly<Partial<Record<PrincipalName, Secret>>>;
  readonly fixtures: Fixtures;
  readonly controls: { readonly url: string; readonly token: Secret } | null;
  readonly tls: {
    /** Text of a PEM bundle to trust besides the system's; null: none. */
    readonly ca: string | null;
    readonly insecure: boolean;
  };
  /** Null: there is no waivers file. */
  readonly waivers: WaiverList | null;
  readonly strict: boolean;
  readonly certify: boolean;
  /** Print the plan, send nothing but what planning needs. */
  readonly dryRun: boolean;
  /** Absolute path of the folder the run leaves its files in. */
  readonly reportsDir: string;
  /** Absolute path of the cache of documents; null: no cache. */
  readonly cacheDir: string | null;
  /** The settings as the log shows them: secrets as `$NAME`, no folders of this machine. */
  readonly described: Readonly<Record<string, unknown>>;
  /** What the user should know about the configuration but need not act on, one sentence each. */
  readonly notices: readonly string[];
}
