import { understand } from './contract/api.js';
import { defaultLoadOptions } from './contract/document.js';
import type { Finding, OutcomeEvent, RunEvent } from './engine/events.js';
import type { Api, FetchedDocument, RunOptions, Secret } from './engine/options.js';
import { runEngine } from './engine/run.js';
import { startGateway } from './gateway/gateway.js';
import { listDefects } from './gateway/defects/index.js';
import { defaultProfile, type RunningGateway } from './gateway/options.js';
import { createRedactor } from './http/redact.js';
import { findProfile } from './requirements/profiles/index.js';
import { suites } from '../suites/index.js';

/** What one defect did to a run: which requirements turned red and which should have. */
export interface Detection {
  /** Null: the gateway without any defect. */
  readonly defect: string | null;
  /** The contract that was served and tested. */
  readonly profile: string;
  readonly title: string;
  readonly requirement: string | null;
  readonly companions: readonly string[];
  /** Requirements with a failing or warning finding, sorted. */
  readonly red: readonly string[];
  /** Declared, but stayed green. */
  readonly missed: readonly string[];
  /** Red without being declared. */
  readonly surplus: readonly string[];
  /** Requirements that could not be judged although the plan says so (`blocked`, `error`), with the reason. */
  readonly broken: readonly string[];
  /** Why the run could not be made at all; null: it was. */
  readonly aborted: string | null;
  readonly exact: boolean;
  readonly findings: readonly Finding[];
  readonly durationMs: number;
}

export interface SelftestOptions {
  /** Defect ids, requirement ids or areas; empty: all. */
  readonly only: readonly string[];
  /** The contract to serve; null: to each defect the one it is made for. */
  readonly profile: string | null;
  readonly signal: AbortSignal;
  readonly onDetection: (detection: Detection) => void;
}

/**
 * Runs the built-in suites against the clean gateway, once for each contract, and with each defect in turn.
 * A defect is detected exactly when its requirement and its declared companions are red and nothing else is.
 */
export async function runSelftest(options: SelftestOptions): Promise<readonly Detection[]> {
  const shared = sharedUnderstanding();
  const wanted = listDefects().filter(({ id, requirement }) => selected(options.only, id, requirement));
  const detections: Detection[] = [];
  for (const one of casesOf(wanted, options.profile)) {
    if (options.signal.aborted) break;
    const detection = await detect(one, options.signal, shared);
    options.onDetection(detection);
    detections.push(detection);
  }
  return detections;
}

type Understand = RunOptions['understand'];
type DefectInfo = ReturnType<typeof listDefects>[number];

interface Case {
  readonly profile: string;
  readonly defect: DefectInfo | null;
}

function casesOf(defects: readonly DefectInfo[], profile: string | null): readonly Case[] {
  const faulty = defects.map((defect) => ({ profile: profile ?? defect.profile ?? defaultProfile, defect }));
  const profiles = new Set(faulty.map((one) => one.profile));
  return [...[...profiles].map((clean) => ({ profile: clean, defect: null })), ...faulty];
}

function selected(only: readonly string[], id: string, requirement: string): boolean {
  const area = requirement.slice(0, requirement.indexOf('-'));
  return only.length === 0 || [id, requirement, area].some((name) => only.includes(name));
}

/** Documents differ only in the port of their server URL; what was compiled for one serves all. */
function sharedUnderstanding(): Understand {
  const known = new Map<string, Promise<Api>>();
  return async (fetched: FetchedDocument) => {
    const key = Buffer.from(fetched.bytes)
      .toString('utf8')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1');
    let api = known.get(key);
    if (!api) known.set(key, (api = understand(fetched, defaultLoadOptions)));
    const { document, ...rest } = await api;
    return { document: { ...document, source: fetched.source }, ...rest };
  };
}

async function detect({ profile, defect }: Case, signal: AbortSignal, shared: Understand): Promise<Detection> {
  const startedAt = Date.now();
  const gateway = await startGateway({ profile, defects: defect ? [defect.id] : [] });
  const events: RunEvent[] = [];
  let aborted: string | null = null;
  try {
    await runEngine(engineOptions(gateway, { profile, signal }, { shared, emit: (event) => keep(events, event) }));
  } catch (error) {
    aborted = error instanceof Error ? error.message : String(error);
  } finally {
    await gateway.close();
  }
  return compare({ profile, defect }, events, { aborted, durationMs: Date.now() - startedAt });
}

function keep(events: RunEvent[], event: RunEvent): void {
  if (event.kind === 'finding' || event.kind === 'outcome') events.push(event);
}

function compare(
  { profile, defect }: Case,
  events: readonly RunEvent[],
  { aborted, durationMs }: { aborted: string | null; durationMs: number },
): Detection {
  const outcomes = events.filter((event): event is OutcomeEvent => event.kind === 'outcome');
  const red = outcomes
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'warned')
    .map(({ requirement }) => requirement);
  const broken = outcomes
    .filter(({ outcome }) => outcome === 'blocked' || outcome === 'error')
    .map(({ requirement, outcome, reason }) => `${requirement} ${outcome}: ${reason ?? ''}`);
  const declared: readonly string[] = defect ? [defect.requirement, ...defect.companions] : [];
  const missed = declared.filter((id) => !red.includes(id));
  const surplus = red.filter((id) => !declared.includes(id));
  return {
    defect: defect?.id ?? null,
    profile,
    title: defect?.title ?? 'the gateway as it is',
    requirement: defect?.requirement ?? null,
    companions: defect?.companions ?? [],
    red: [...red].sort(),
    missed,
    surplus,
    broken,
    aborted,
    exact: aborted === null && missed.length === 0 && surplus.length === 0 && broken.length === 0,
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    durationMs,
  };
}

function engineOptions(
  gateway: RunningGateway,
  { profile, signal }: { profile: string; signal: AbortSignal },
  { shared, emit }: { shared: Understand; emit: RunOptions['emit'] },
): RunOptions {
  const principals = Object.fromEntries(
    Object.entries(gateway.keys).map(([name, value]): [string, Secret] => [name, { name: `KEY_OF_${name}`, value }]),
  );
  const token = { name: 'CONTROL_TOKEN', value: gateway.controls.token };
  return {
    target: gateway.url,
    embedded: true,
    document: null,
    profile: findProfile(profile),
    mode: 'full',
    only: [],
    skip: [],
    seed: 1,
    runId: 'selftest',
    concurrency: 8,
    principals,
    fixtures: gateway.fixtures,
    controls: { url: gateway.controls.url, token },
    budget: { maxRequests: 100_000, maxMessages: 10_000, maxTimeMs: 120_000, rate: null },
    strict: false,
    certify: false,
    waivers: null,
    scenarios: suites,
    described: {},
    toolVersion: 'selftest',
    understand: shared,
    redactor: createRedactor([...Object.values(principals), token]),
    emit,
    signal,
    tls: { ca: null, insecure: false },
  };
}
