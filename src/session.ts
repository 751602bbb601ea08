import { randomBytes } from 'node:crypto';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedConfig } from './config/resolved.js';
import { understand, understandLoaded } from './contract/api.js';
import { defaultLoadOptions, loadDocument } from './contract/document.js';
import { openCache, type ContentCache } from './contract/cache.js';
import type { LoadedDocument } from './contract/model.js';
import { generateTypes } from './contract/types.js';
import type { FooterEvent, PlanEvent, RunEvent } from './engine/events.js';
import type { Api, FetchedDocument, RunOptions } from './engine/options.js';
import { givenInMails } from './engine/explore/given.js';
import { planOnly, runEngine } from './engine/run.js';
import type { Scenario } from './engine/suite.js';
import { DocumentError, FileError } from './errors.js';
import { makeFolder } from './make-folder.js';
import { endpointOf } from './gateway/endpoint.js';
import type { RunningGateway } from './gateway/options.js';
import { createCaseMaker } from './generate/case-maker.js';
import { forgetfulLog, openCreatedLog } from './http/created-log.js';
import { fetchOnce } from './http/fetch-once.js';
import { openRecorder } from './http/recorder.js';
import { createRedactor } from './http/redact.js';
import { enterKeyRegister, noRegister, type KeyRegister } from './neighbours/key-register.js';
import { tellingOfOthers } from './neighbours/tell.js';
import { thisProcess } from './neighbours/this-process.js';
import { writeReports } from './report/index.js';
import { foldResults, type RunResults } from './report/results.js';
import type { Profile } from './requirements/profile.js';
import { findProfile } from './requirements/profiles/index.js';
import { suites } from '../suites/index.js';

/** What a session needs from outside; everything else is in the configuration. */
export interface SessionDeps {
  readonly toolVersion: string;
  /** Called with every event, in order, already redacted. */
  readonly onEvent: (event: RunEvent) => void;
  /** Aborting it ends the run early: the log stays valid and the exit code is 4. */
  readonly signal: AbortSignal;
  /** Scenarios to run; default: the built-in suites. */
  readonly scenarios?: readonly Scenario[];
}

export interface SessionResult {
  readonly results: RunResults;
  readonly exitCode: number;
}

/** Files a run leaves in its folder. Those of an earlier run go first: a stale report must not pass for this run's. */
const artefacts = ['run.ndjson', 'results.json', 'junit.xml', 'index.html', 'openapi.json', 'openapi.ts'];

/**
 * A run from its configuration to its reports: starts the reference gateway when no target is given, runs the engine,
 * keeps the log, writes the reports and the document with its types.
 * @throws UsageError (2), UnreachableError, DocumentError, CredentialError (3), FileError (4). Reports of what was seen
 * until then are written all the same.
 */
export async function runSession(config: ResolvedConfig, deps: SessionDeps): Promise<SessionResult> {
  await prepareFolder(config.reportsDir);
  const gateway = await gatewayFor(config);
  try {
    return await runAgainst(gateway, config, deps);
  } finally {
    await gateway?.close();
  }
}

/** Like {@link runSession}, but it leaves no files: what came of it is only returned. */
export async function observeSession(config: ResolvedConfig, deps: SessionDeps): Promise<RunResults> {
  const gateway = await gatewayFor(config);
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => {
    // Its results need no exchange but the sums of the footer.
    if (event.kind !== 'exchange') events.push(event);
    deps.onEvent(event);
  };
  try {
    const options = await engineOptions(config, deps, gateway);
    await runAmongOthers({ ...options, created: forgetfulLog(), emit }, config);
    return await foldResults(events);
  } finally {
    await gateway?.close();
  }
}

/** Plans the run of a configuration; beyond the preflight nothing is sent and no file is touched. */
export async function planSession(config: ResolvedConfig, deps: SessionDeps): Promise<PlanEvent> {
  const gateway = await gatewayFor(config);
  try {
    const options = await engineOptions(config, deps, gateway);
    const plan = await planOnly({ ...options, created: forgetfulLog(), emit: deps.onEvent });
    return plan.event;
  } finally {
    await gateway?.close();
  }
}

/** The reference gateway where no target is given. It is loaded only then: it brings a whole server with it. */
async function gatewayFor({ target, profile }: ResolvedConfig): Promise<RunningGateway | null> {
  if (target !== null) return null;
  const { startGateway } = await import('./gateway/gateway.js');
  return startGateway({ profile });
}

async function runAgainst(
  gateway: RunningGateway | null,
  config: ResolvedConfig,
  deps: SessionDeps,
): Promise<SessionResult> {
  const options = await engineOptions(config, deps, gateway);
  const log = join(config.reportsDir, 'run.ndjson');
  const recorder = await openRecorder(log, { redactor: options.redactor });
  const created = options.embedded
    ? forgetfulLog()
    : openCreatedLog(join(config.reportsDir, 'created.ndjson'), options.target);
  const understood: Api[] = [];
  try {
    const understand = async (fetched: FetchedDocument) => {
      const api = await options.understand(fetched);
      understood.push(api);
      return api;
    };
    const emit = (event: RunEvent) => {
      recorder.write(event);
      deps.onEvent(event);
    };
    const footer = await runAmongOthers({ ...options, created, understand, emit }, config);
    await recorder.close();
    for (const api of understood) await keepDocument(api, config, options);
    return { results: await writeReports(log, config.reportsDir), exitCode: footer.exitCode };
  } catch (error) {
    await recorder.close();
    await writeReports(log, config.reportsDir);
    throw error;
  } finally {
    created.close();
  }
}

/** Runs the engine, and tells of runs on this machine that use one of the keys meanwhile. */
async function runAmongOthers(options: RunOptions, { cacheDir }: ResolvedConfig): Promise<FooterEvent> {
  const register = await enterRun(options, cacheDir);
  try {
    return await runEngine({ ...options, emit: tellingOfOthers(register, options.emit) });
  } finally {
    register.leave();
  }
}

/** The keys of a gateway in process are nobody else's. */
async function enterRun(
  { embedded, target, runId, principals, budget }: RunOptions,
  cacheDir: string | null,
): Promise<KeyRegister> {
  if (embedded || cacheDir === null) return noRegister;
  const keys = Object.fromEntries(Object.entries(principals).map(([name, { value }]) => [name, value]));
  const use = { runId, target, keys, startedAt: Date.now(), maxTimeMs: budget.maxTimeMs };
  return enterKeyRegister(join(cacheDir, 'runs'), use, thisProcess);
}

/** Everything of the engine's options but where it leaves what it tells and what it creates. */
async function engineOptions(
  config: ResolvedConfig,
  deps: SessionDeps,
  gateway: RunningGateway | null,
): Promise<Omit<RunOptions, 'emit' | 'created'>> {
  const { target, principals, fixtures, controls } = gateway ? endpointOf(gateway) : config;
  const secrets = [...Object.values(principals), ...(controls ? [controls.token] : [])];
  const userAgent = `touchstone/${deps.toolVersion}`;
  const cache = config.cacheDir === null ? null : openCache(config.cacheDir);
  const expected = await expectedDocument(config.profile);
  return {
    target: target ?? '',
    embedded: gateway !== null,
    document: await givenDocument(config, { userAgent, signal: deps.signal }),
    profile: declaredProfile(config),
    expected,
    mode: config.mode,
    only: config.only,
    skip: config.skip,
    seed: config.seed,
    runId: `run-${randomBytes(6).toString('hex')}`,
    concurrency: config.concurrency,
    principals,
    fixtures,
    controls,
    budget: config.budget,
    strict: config.strict,
    certify: config.certify,
    waivers: config.waivers,
    scenarios: deps.scenarios ?? ((config.exploration?.onlyCases ?? []).length > 0 ? [] : suites),
    exploration: config.exploration && {
      ...config.exploration,
      runs: config.runs,
      contract: expected === null ? null : { ...understandLoaded(expected), problems: [] },
      makeCases: (api) => createCaseMaker(api, { given: givenInMails(fixtures) }),
    },
    described: config.described,
    toolVersion: deps.toolVersion,
    redactor: createRedactor(secrets),
    recordExchanges: true,
    signal: deps.signal,
    tls: config.tls,
    understand: (fetched) =>
      understand(fetched, {
        ...defaultLoadOptions,
        references: config.references,
        readReference: async (url) => (await fetchOnce(url, { tls: config.tls, userAgent, signal: deps.signal })).bytes,
        ...(cache ? { cache } : {}),
      }),
  };
}

/** The profile with what the vendor declares otherwise. */
function declaredProfile(config: ResolvedConfig): Profile {
  const profile = findProfile(config.profile);
  return {
    ...profile,
    options: { ...profile.options, ...config.options },
    values: { ...profile.values, ...config.values },
  };
}

/** The document that the reference gateway would serve in the target's place. */
async function expectedDocument(profile: string): Promise<LoadedDocument | null> {
  if (findProfile(profile).operations.length === 0) return null;
  const { profileDocument } = await import('./gateway/document/profile-document.js');
  const document = profileDocument(profile);
  if (document === null) return null;
  return loadDocument(
    { source: profile, bytes: Buffer.from(JSON.stringify(document)), mediaType: null },
    defaultLoadOptions,
  );
}

async function givenDocument(
  { document, tls }: ResolvedConfig,
  rest: { userAgent: string; signal: AbortSignal },
): Promise<FetchedDocument | null> {
  if (document === null) return null;
  if (document.kind === 'url') return { source: document.url, ...(await fetchOnce(document.url, { tls, ...rest })) };
  try {
    return { source: document.path, bytes: await readFile(document.path), mediaType: null };
  } catch (cause) {
    throw new FileError(`the document ${document.path} cannot be read`, { where: '--document', cause });
  }
}

async function prepareFolder(dir: string): Promise<void> {
  try {
    await makeFolder(dir);
    for (const name of artefacts) await rm(join(dir, name), { force: true });
    await access(dir, 2);
  } catch (cause) {
    throw new FileError(`reports cannot be written to ${dir}`, {
      where: '--reports',
      advice: 'Give a folder that can be created and written to.',
      cause,
    });
  }
}

/** Leaves the document as it was understood, and the types that can be generated from it, beside the reports. */
async function keepDocument(api: Api, config: ResolvedConfig, { redactor }: { redactor: RunOptions['redactor'] }) {
  const cache: ContentCache | undefined = config.cacheDir === null ? undefined : openCache(config.cacheDir);
  await writeFile(join(config.reportsDir, 'openapi.json'), redactor.text(api.document.text));
  const types = await typesOf(api, cache);
  if (types !== null) await writeFile(join(config.reportsDir, 'openapi.ts'), redactor.text(types));
}

/** Null: the document is too faulty for them. The run was about just that and is not undone by it. */
async function typesOf({ document }: Api, cache: ContentCache | undefined): Promise<string | null> {
  try {
    return await generateTypes(document, cache);
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}
