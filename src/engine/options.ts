import type { ApiModel, DocumentProblem, LoadedDocument, Validators } from '../contract/model.js';
import type { CaseMaker } from '../generate/request-case.js';
import type { Budget } from '../http/client-types.js';
import type { CreatedLog } from '../http/created-log.js';
import type { Redactor } from '../http/redact.js';
import type { PrincipalName } from '../http/exchange.js';
import type { Profile } from '../requirements/profile.js';
import type { RunEvent } from './events.js';
import type { Mode } from './outcome.js';
import type { Fixtures, Scenario } from './suite.js';
import type { WaiverList } from './waivers.js';

/** A secret and the name that stands for it wherever it would be written. */
export interface Secret {
  /** Name of an environment variable, without `$`. */
  readonly name: string;
  readonly value: string;
}

/** What the engine needs of a document, made once and shared by all checks. */
export interface Api {
  readonly document: LoadedDocument;
  readonly problems: readonly DocumentProblem[];
  readonly model: ApiModel;
  readonly validators: Validators;
}

/** A document as it was fetched or read, not yet understood. */
export interface FetchedDocument {
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
}

/** A fault that is not the target's own: its network, a service behind it. What shows it is counted and not filed. */
export interface Excuse {
  /** An operation as `include` takes it. */
  readonly operation: string;
  /** Null: whatever the reply. */
  readonly status: number | null;
  /** JSON pointer into the request: `/body/address`. Only requests that hold something there; null: all. */
  readonly given: string | null;
  readonly reason: string;
}

/** How the operations of the document are explored with generated requests. */
export interface ExplorationOptions {
  /** Cases of each operation at most. */
  readonly runs: number;
  /** Only these cases, with those whose ids they need: `POST /pets#17`; empty: all. */
  readonly onlyCases: readonly string[];
  /** Operations: key, operationId, tag, or a path; `*` stands for anything. Empty: all. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Methods that may be sent in the modes smoke and safe besides GET and HEAD. */
  readonly allowMethods: readonly string[];
  readonly excuses: readonly Excuse[];
  /** The profile's own document, understood; null: it has none. */
  readonly contract: Api | null;
  /** Makes the requests for the operations of a document. */
  readonly makeCases: (api: Api) => CaseMaker;
}

/** Everything a run needs, complete and resolved: no defaults below this line, no environment, no files. */
export interface RunOptions {
  /** Base URL without a trailing slash. */
  readonly target: string;
  /** The target is the reference gateway started in process. */
  readonly embedded: boolean;
  /** Document given by hand; null: `GET {target}/openapi.json`. */
  readonly document: FetchedDocument | null;
  readonly profile: Profile;
  /** The profile's own document, to compare the served one with; null: the profile has none. */
  readonly expected: LoadedDocument | null;
  readonly mode: Mode;
  /** Requirement ids, areas or scenario ids; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly seed: number;
  /** Goes into every subject and idempotency key, so that no two runs meet; a fixed one repeats the same requests. */
  readonly runId: string;
  /** Scenarios in flight at the same time. */
  readonly concurrency: number;
  readonly principals: Readonly<Partial<Record<PrincipalName, Secret>>>;
  readonly fixtures: Fixtures;
  readonly controls: { readonly url: string; readonly token: Secret } | null;
  readonly budget: Budget;
  readonly strict: boolean;
  readonly certify: boolean;
  /** Violations declared as known; null: there is no such file. */
  readonly waivers: WaiverList | null;
  readonly scenarios: readonly Scenario[];
  /** Null: operations are not explored. */
  readonly exploration: ExplorationOptions | null;
  /** What this run and those before it created at the target and have not deleted yet. */
  readonly created: CreatedLog;
  /** The configuration as the log shows it, secrets as `$NAME`. */
  readonly described: Readonly<Record<string, unknown>>;
  readonly toolVersion: string;
  /** Understands a document; injected so that several runs can share what was compiled. */
  readonly understand: (fetched: FetchedDocument) => Promise<Api>;
  /** Knows the secrets of the run; it also learns those that the target hands out. */
  readonly redactor: Redactor;
  /** False: exchanges are judged and not made into events, for runs whose log nobody reads. */
  readonly recordExchanges: boolean;
  /** Receives every event, in order, already redacted. */
  readonly emit: (event: RunEvent) => void;
  /** Aborting it ends the run: no new request, outcomes of what is known, exit code 4. */
  readonly signal: AbortSignal;
  /** Trust options for https targets. */
  readonly tls: { readonly ca: string | null; readonly insecure: boolean };
}
