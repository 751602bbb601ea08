import { understand } from '../contract/api.js';
import { defaultLoadOptions } from '../contract/document.js';
import type { Finding, OutcomeEvent, RunEvent } from '../engine/events.js';
import type { Scenario } from '../engine/suite.js';
import type { Api, FetchedDocument, RunOptions } from '../engine/options.js';
import { runEngine } from '../engine/run.js';
import { startGateway } from '../gateway/gateway.js';
import { listDefects } from '../gateway/defects/index.js';
import { requirements } from '../requirements/index.js';
import { suites } from '../../suites/index.js';
import { optionsAgainst } from './options-against.js';

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

type Understand = RunOptions['understand'];
type DefectInfo = ReturnType<typeof listDefects>[number];

/** One run of the self-test; a plain value, so that it can be handed to another thread. */
export interface Case {
  readonly profile: string;
  /** Id of the defect that is switched on; null: none. */
  readonly defect: string | null;
}

export type Detect = (one: Case, signal: AbortSignal) => Promise<Detection>;

/** Makes a detector; what it understands and compiles of a document serves all its cases. */
export function createDetector(): Detect {
  const shared = sharedUnderstanding();
  return async ({ profile, defect }, signal) => {
    const info = listDefects().find(({ id }) => id === defect) ?? null;
    return detect({ profile, defect: info }, signal, shared);
  };
}

/** What was compiled of a document serves every gateway that serves the same. */
export function sharedUnderstanding(): Understand {
  const known = new Map<string, Promise<Api>>();
  return async (fetched: FetchedDocument) => {
    const key = Buffer.from(fetched.bytes).toString('utf8');
    let api = known.get(key);
    if (!api) known.set(key, (api = understand(fetched, defaultLoadOptions)));
    const { document, ...rest } = await api;
    return { document: { ...document, source: fetched.source }, ...rest };
  };
}

interface Known {
  readonly profile: string;
  readonly defect: DefectInfo | null;
}

async function detect({ profile, defect }: Known, signal: AbortSignal, shared: Understand): Promise<Detection> {
  const startedAt = Date.now();
  const gateway = await startGateway({ profile, defects: defect ? [defect.id] : [] });
  const events: RunEvent[] = [];
  let aborted: string | null = null;
  try {
    await runEngine({
      ...optionsAgainst(gateway, { profile, name: 'selftest' }),
      budget: { maxRequests: 100_000, maxMessages: 10_000, maxTimeMs: 120_000, rate: null },
      scenarios: scenariosFor(defect),
      exploration: null,
      understand: shared,
      emit: (event) => keep(events, event),
      signal,
    });
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
  { profile, defect }: Known,
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

/**
 * Bodies of many megabytes cost more than all the rest, so they go to the clean gateway and to the defects that are
 * about them; what another defect does to them is not looked at.
 */
function scenariosFor(defect: DefectInfo | null): readonly Scenario[] {
  const aboutThem = defect === null || [defect.requirement, ...defect.companions].some(isHeavy);
  return aboutThem ? suites : suites.filter(({ verifies }) => !verifies.some(isHeavy));
}

function isHeavy(id: string): boolean {
  return requirements.some((one) => one.id === id && one.cost[0] === 'C7');
}
