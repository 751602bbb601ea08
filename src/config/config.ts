import type { Mode } from '../engine/outcome.js';
import type { Fixtures } from '../engine/suite.js';
import type { PrincipalName } from '../http/exchange.js';
import type { ProfileOptions, ProfileValues } from '../requirements/profile.js';
import type { References } from './resolved.js';

/**
 * How a configuration names a secret: by the environment variable that holds it. A value in the file itself is accepted
 * for loopback targets only, such as the sandbox that `touchstone serve --write-config` describes.
 */
export type SecretRef = { readonly env: string } | { readonly value: string };

/** What may stand in `touchstone.config.*`; everything is optional. `docs/reference.md` has the defaults. */
export interface Config {
  /** Base URL of the API; without one the reference gateway is started in process and tested. */
  readonly target?: string;
  /** URL or path of the OpenAPI document. Default: `GET {target}/openapi.json`. */
  readonly document?: string;
  /** Which references out of the document are followed. */
  readonly references?: References;
  /** Id of a profile: `sending@2026-06`. */
  readonly profile?: string;
  /** Choices your API makes where the contract leaves one. */
  readonly options?: Partial<ProfileOptions>;
  /** Numbers your API declares otherwise than the profile. */
  readonly values?: Partial<ProfileValues>;
  /** How much a run may do to the target. */
  readonly mode?: Mode;
  /** Requirement ids, areas or scenario ids to test; empty: all. */
  readonly only?: readonly string[];
  /** Requirement ids, areas or scenario ids to leave out. */
  readonly skip?: readonly string[];
  readonly seed?: number;
  /** Generated requests of each operation at most. */
  readonly runs?: number;
  /** Only this generated request: `POST /pets#17`. */
  readonly case?: string;
  /** Operations that are explored with generated requests, by key, operationId, tag or path; `*` stands for anything. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Methods that generated requests may have in smoke and safe besides GET and HEAD. */
  readonly allowMethods?: readonly ('POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** Faults that are not the API's own: a missing network, a service behind it. */
  readonly excuse?: readonly {
    readonly operation: string;
    readonly status?: number;
    readonly given?: string;
    readonly reason: string;
  }[];
  /** Scenarios, or generated requests, in flight at the same time. */
  readonly concurrency?: number;
  /** Requests a second over all connections. */
  readonly rate?: number;
  readonly maxRequests?: number;
  readonly maxMessages?: number;
  /** Wall-clock limit of a run: `90s`, `10m`, `1h30m`. */
  readonly maxTime?: string;
  readonly principals?: Readonly<Partial<Record<PrincipalName, SecretRef>>>;
  readonly fixtures?: Partial<Fixtures>;
  /** Test controls the target offers. */
  readonly controls?: { readonly url: string; readonly token: SecretRef };
  /** File of known violations. Default: `touchstone.waivers.yaml` in the working folder, if there is one. */
  readonly waivers?: string;
  /** Folder for the files of a run. */
  readonly reports?: string;
  /** Warnings fail the run, too. */
  readonly strict?: boolean;
  /** A MUST that was not tested makes the run inconclusive. */
  readonly certify?: boolean;
  /** Do not verify the target's certificate. */
  readonly insecure?: boolean;
  /** PEM file of certificate authorities to trust besides the system's. */
  readonly ca?: string;
  /** Folder where understood documents and generated types are kept. */
  readonly cache?: string;
}

/** What one source says, or several together: a group may have its members from different ones. */
export interface PartialConfig extends Omit<Config, 'controls'> {
  readonly controls?: Partial<NonNullable<Config['controls']>>;
}

/** Gives a `touchstone.config.ts` its types; returns what it is given. */
export function defineConfig(config: Config): Config {
  return config;
}
