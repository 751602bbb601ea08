import { observe, type AnsweredExchange } from '../checks/observe.js';
import type { Observation, Violation } from '../checks/check.js';
import type { RequestSpec } from '../http/client-types.js';
import type { HttpClient } from '../http/client.js';
import { curlFor } from '../http/curl.js';
import { toRecord } from '../http/exchange-record.js';
import type { Exchange } from '../http/exchange.js';
import { handedSecrets } from '../http/handed-secrets.js';
import { rawExchange } from '../http/raw-socket.js';
import type { RequirementId } from '../requirements/index.js';
import type { FindingCase, RunEvent } from './events.js';
import type { Ledger } from './ledger.js';
import type { Api, RunOptions } from './options.js';
import type { StandingChecks, StandingResult } from './standing.js';

/** Bytes of a body that the log keeps. */
const maxBodyBytes = 16_384;

/** Where every exchange of a run passes: sent by the client, written to the log, judged by the standing checks. */
export interface Desk {
  exchange(spec: RequestSpec): Promise<Exchange>;
  /** `headersMs`: milliseconds to wait for the response's header block, if not as long as the client does. */
  rawExchange(spec: RequestSpec, headersMs?: number): Promise<{ exchange: Exchange; bytesAfterHeaders: number }>;
  /** Reads a response once and lets every standing check see it. */
  judge(exchange: AnsweredExchange): Promise<Observation>;
  /** Like `judge`, but what is violated is told and not filed. */
  inspect(exchange: AnsweredExchange): Promise<Inspected>;
  /** Files violations of a requirement with their evidence. */
  file(id: RequirementId, seen: readonly Observation[], violations: readonly Violation[]): void;
  /** Files a violation that was held back, whose evidence is counted already. */
  fileHeld(held: HeldViolation): void;
}

export interface Inspected {
  readonly seen: Observation;
  readonly results: readonly StandingResult[];
}

export interface HeldViolation {
  readonly requirement: RequirementId;
  /** The decisive one last. */
  readonly seen: readonly Observation[];
  readonly violation: Violation;
  /** How often it was seen. */
  readonly count: number;
  readonly case: FindingCase | null;
  /** See {@link Proof}. */
  readonly place?: string;
}

export interface DeskParts {
  readonly options: RunOptions;
  readonly client: HttpClient;
  readonly api: Api;
  readonly ledger: Ledger;
  readonly standing: StandingChecks;
}

/** Secrets handed out by a target that are kept out of everything else; a hostile one must not slow us down with more. */
const mostHandedSecrets = 500;

/** Writes an exchange to the log. A secret that the target hands out in it is known from here on, this record included. */
export function logExchange(options: RunOptions, exchange: Exchange): void {
  if (!options.recordExchanges) return;
  learnSecrets(options, exchange);
  options.emit({ kind: 'exchange', exchange: toRecord(exchange, { redactor: options.redactor, maxBodyBytes }) });
}

function learnSecrets({ redactor }: RunOptions, { response }: Exchange): void {
  if (response === null || redactor.learned() >= mostHandedSecrets) return;
  for (const secret of handedSecrets(response)) redactor.add(secret);
}

/** Writes any other event to the log, secrets removed wherever a string may carry one. */
export function emitRedacted(options: RunOptions, event: RunEvent): void {
  options.emit(JSON.parse(options.redactor.json(JSON.stringify(event))) as RunEvent);
}

/**
 * A body is called wrong only when two validators agree, but compiling the second costs; so it is compiled for an
 * operation when the first has something to say.
 */
function secondOpinion({ operation, status, mediaType, json }: Observation, { validators }: Api): Promise<void> | null {
  if (!operation || json.kind !== 'value') return null;
  const first = validators.response(operation, status, { mediaType, value: json.value });
  return first.kind === 'invalid' ? validators.prepare(operation) : null;
}

export function createDesk({ options, client, api, ledger, standing }: DeskParts): Desk {
  const fileOne = ({ requirement, seen, violation, count, ...held }: HeldViolation) => {
    const decisive = seen[seen.length - 1];
    const finding = ledger.violated(requirement, violation, {
      seen,
      curl: () => (decisive ? curlFor(decisive.exchange.request, options.redactor) : null),
      ...held,
      count,
    });
    if (finding) emitRedacted(options, { kind: 'finding', finding });
  };
  const file: Desk['file'] = (requirement, seen, violations) => {
    ledger.evidence(requirement, seen);
    for (const violation of violations) {
      const proof = violation.document === undefined ? { seen } : { seen: [], place: `document ${violation.document}` };
      fileOne({ requirement, ...proof, violation, count: 1, case: null });
    }
  };
  const inspect = async (exchange: AnsweredExchange): Promise<Inspected> => {
    const seen = observe(exchange, api.model);
    const called = secondOpinion(seen, api);
    if (called !== null) await called;
    return { seen, results: standing.judge(seen) };
  };
  return {
    file,
    fileHeld: fileOne,
    inspect,
    exchange: async (spec) => {
      const exchange = await client.exchange(spec);
      logExchange(options, exchange);
      return exchange;
    },
    rawExchange: async (spec, headersMs) => {
      const raw = await rawExchange(spec, { client, ...(headersMs === undefined ? {} : { headersMs }) });
      logExchange(options, raw.exchange);
      return raw;
    },
    judge: async (exchange) => {
      const { seen, results } = await inspect(exchange);
      const proof = [seen];
      for (const { requirement, violations } of results) file(requirement, proof, violations);
      return seen;
    },
  };
}
