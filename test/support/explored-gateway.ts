import { understandLoaded } from '../../src/contract/api.js';
import { defaultLoadOptions, loadDocument } from '../../src/contract/document.js';
import type { Finding, OutcomeEvent, RunEvent } from '../../src/engine/events.js';
import { givenInMails } from '../../src/engine/explore/given.js';
import type { Api, RunOptions } from '../../src/engine/options.js';
import { runEngine } from '../../src/engine/run.js';
import { profileDocument } from '../../src/gateway/document/profile-document.js';
import { startGateway } from '../../src/gateway/gateway.js';
import { createCaseMaker } from '../../src/generate/case-maker.js';
import type { CaseMaker } from '../../src/generate/request-case.js';
import { sharedUnderstanding } from '../../src/selftest/detect.js';
import { optionsAgainst } from '../../src/selftest/options-against.js';

/** One exploration of the reference gateway with generated requests, and no scenario beside it. */
export interface Exploring {
  readonly profile: string;
  readonly defects?: readonly string[];
  /** Cases of each operation. */
  readonly runs: number;
  /** Operations to explore; absent: all that the requirements speak of. */
  readonly include?: readonly string[];
  readonly seed?: number;
  readonly maxMessages?: number;
}

export interface ExploredGateway {
  readonly findings: readonly Finding[];
  /** Requirements with a finding that counts, sorted. */
  readonly red: readonly string[];
  readonly outcomes: readonly OutcomeEvent[];
  readonly events: readonly RunEvent[];
}

/** Makes an explorer; what is understood of a document, and prepared for its requests, serves all its explorations. */
export function createExplorer(): (asked: Exploring) => Promise<ExploredGateway> {
  const understand = sharedUnderstanding();
  const contracts = new Map<string, Promise<Api>>();
  const makers = new Map<string, CaseMaker>();
  const contractOf = (profile: string) => {
    const known = contracts.get(profile) ?? understandOwn(profile);
    contracts.set(profile, known);
    return known;
  };
  return async ({ profile, defects = [], seed = 1, maxMessages = 10_000, ...asked }) => {
    const contract = await contractOf(profile);
    const gateway = await startGateway({ profile, defects });
    const makeCases = (api: Api): CaseMaker => {
      const key = `${profile} ${api.document.sha256}`;
      const maker = makers.get(key) ?? createCaseMaker(api, { given: givenInMails(gateway.fixtures) });
      makers.set(key, maker);
      return maker;
    };
    const events: RunEvent[] = [];
    const emit = (event: RunEvent) => {
      if (event.kind !== 'exchange') events.push(event);
    };
    try {
      await runEngine({
        ...optionsAgainst(gateway, { profile, name: 'explored' }),
        seed,
        budget: { maxRequests: 1_000_000, maxMessages, maxTimeMs: 600_000, rate: null },
        scenarios: [],
        exploration: exploration(asked),
        understand,
        emit,
        signal: new AbortController().signal,
      });
    } finally {
      await gateway.close();
    }
    return told(events);

    function exploration({ runs, include = [] }: Pick<Exploring, 'runs' | 'include'>): RunOptions['exploration'] {
      const open = { onlyCases: [], include, exclude: [], allowMethods: [], excuses: [] };
      return { ...open, runs, contract, makeCases };
    }
  };
}

async function understandOwn(profile: string): Promise<Api> {
  const bytes = Buffer.from(JSON.stringify(profileDocument(profile)));
  const document = await loadDocument({ source: profile, bytes, mediaType: null }, defaultLoadOptions);
  return { ...understandLoaded(document), problems: [] };
}

function told(events: readonly RunEvent[]): ExploredGateway {
  const outcomes = events.filter((event): event is OutcomeEvent => event.kind === 'outcome');
  const failing = outcomes.filter(({ outcome }) => ['failed', 'warned', 'blocked', 'error'].includes(outcome));
  return {
    findings: events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : [])),
    red: failing.map(({ requirement }) => requirement).toSorted(),
    outcomes,
    events,
  };
}
