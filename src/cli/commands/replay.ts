import { access } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { ResolvedConfig } from '../../config/resolved.js';
import { readCaseId } from '../../engine/explore/case-id.js';
import type { Scenario } from '../../engine/suite.js';
import { UsageError } from '../../errors.js';
import { eventsOf } from '../../report/index.js';
import { causersOf, compareReplay, findingsNamed, replayExitCode, type RecordedFinding } from '../../report/replay.js';
import { foldResults, type RunResults } from '../../report/results.js';
import { renderReplay } from '../../report/terminal/replay.js';
import type { SessionDeps } from '../../session.js';
import { textFlag, type Invocation } from '../command.js';
import { configure, configuredTarget } from '../configuration.js';
import { wantsColor, type Io } from '../io.js';
import { suites } from '../../../suites/index.js';

/** `touchstone replay`: does again what proved a finding, and says whether it is fixed. */
export async function execute(invocation: Invocation): Promise<number> {
  const { args, flags, io } = invocation;
  const [name = ''] = args;
  const from = resolve(io.cwd, textFlag(flags, 'from') ?? 'reports');
  const log = join(from, 'run.ndjson');
  await requireLog(log, from);
  const before = await foldResults(eventsOf(log));
  const recorded = findingsNamed(name, before);
  const causers = await causersOf(recorded, eventsOf(log));
  const cases = [...causers].filter((causer) => readCaseId(causer) !== null);
  const scenarios = scenariosFor(recorded, causers);
  const config = withCases(await configureLike(before, invocation), cases);
  say(
    invocation,
    `replaying ${[...scenarios.map(({ id }) => id), ...cases].join(', ') || 'the preflight'} against ${targetName(config)}`,
  );
  const again = await perform({ config, from, keep: textFlag(flags, 'reports') !== null }, io, scenarios);
  const replayed = recorded.map((each) => compareReplay(each, again));
  const page = { color: wantsColor(io, io.out, flags['color'] === false), columns: io.out.columns };
  io.out.write(renderReplay(replayed, again, page));
  return replayExitCode(replayed);
}

/** Generated requests are made and sent again only where they caused the proof. */
function withCases(config: ResolvedConfig, onlyCases: readonly string[]): ResolvedConfig {
  const { exploration } = config;
  return { ...config, exploration: exploration && onlyCases.length > 0 ? { ...exploration, onlyCases } : null };
}

async function requireLog(log: string, from: string): Promise<void> {
  try {
    await access(log);
  } catch (cause) {
    throw new UsageError(`${from} holds no run.ndjson`, {
      where: '--from',
      advice: 'Give the folder that a run left its files in.',
      cause,
    });
  }
}

/** The scenarios that caused the proof, or may find again what has none; the preflight is made in any case. */
function scenariosFor(recorded: readonly RecordedFinding[], causers: ReadonlySet<string>): readonly Scenario[] {
  for (const causer of causers) {
    if (causer !== 'preflight' && readCaseId(causer) === null && !suites.some(({ id }) => id === causer)) {
      throw new UsageError(`this release has no scenario ${causer}, which proved the finding`, {
        advice: `Run the tests again: touchstone run --only ${recorded[0]?.requirement.id ?? ''}.`,
      });
    }
  }
  const unproven = recorded.filter(({ finding }) => finding.exchanges.length === 0);
  return suites.filter(
    ({ id, verifies }) =>
      causers.has(id) || unproven.some(({ requirement }) => verifies.some((each) => each === requirement.id)),
  );
}

/**
 * The configuration of a replay: profile, mode and seed of the recorded run, and its target unless another is named.
 * Everything else, the secrets above all, comes from the configuration of today.
 */
async function configureLike(before: RunResults, invocation: Invocation): Promise<ResolvedConfig> {
  const { flags } = invocation;
  const named = textFlag(flags, 'target');
  const target = named ?? (before.embedded ? null : before.target);
  if (named === null && !before.embedded) await refuseOtherTarget(before.target, invocation);
  const config = await configure({
    ...invocation,
    args: target === null ? [] : [target],
    flags: { ...flags, profile: before.profile, mode: before.mode, seed: String(before.seed), ...runsOf(before) },
  });
  if (target === null)
    say(invocation, 'the run was of the reference gateway, which is started again (--target names another)');
  if (declares(before.config) !== declares(config.described)) {
    say(invocation, 'options or values are declared otherwise than in the recorded run');
  }
  // A waiver would hide what is asked for, a selection could leave it out.
  return { ...config, target: target === null ? null : config.target, only: [], skip: [], waivers: null };
}

/** Cases are told apart by their place in a list that long. */
function runsOf({ config }: RunResults): { readonly runs?: string } {
  const { runs } = config;
  return typeof runs === 'number' ? { runs: String(runs) } : {};
}

function declares({ options = {}, values = {} }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([options, values]);
}

/** The keys of today's configuration belong to its target: a log that names another must not get them. */
async function refuseOtherTarget(recorded: string, invocation: Invocation): Promise<void> {
  const today = await configuredTarget(invocation);
  if (today === null || today === recorded) return;
  throw new UsageError(`the run was of ${recorded}, but the configuration names ${today}`, {
    where: 'target',
    advice: 'Say with --target which of them to replay against.',
  });
}

interface Performance {
  readonly config: ResolvedConfig;
  /** Folder of the recorded run. */
  readonly from: string;
  /** Leave reports in the folder of the configuration. */
  readonly keep: boolean;
}

async function perform(
  { config, from, keep }: Performance,
  io: Io,
  scenarios: readonly Scenario[],
): Promise<RunResults> {
  const deps: SessionDeps = { toolVersion: io.version, onEvent: () => undefined, signal: io.signal, scenarios };
  const { observeSession, runSession } = await import('../../session.js');
  if (!keep) return observeSession(config, deps);
  if (relative(from, config.reportsDir) === '') {
    throw new UsageError('--reports names the folder of the recorded run, which would be lost', { where: '--reports' });
  }
  return (await runSession(config, deps)).results;
}

function targetName({ target }: ResolvedConfig): string {
  return target ?? 'the reference gateway';
}

function say({ flags, io }: Invocation, notice: string): void {
  if (flags['quiet'] !== true) io.err.write(`touchstone: note: ${notice}\n`);
}
