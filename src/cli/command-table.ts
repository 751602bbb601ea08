import { flag, flagsOf, type Command, type Flag } from './command.js';

const common: readonly Flag[] = [
  flag('--quiet', 'no progress and no notices on stderr'),
  flag('--no-color', 'no colours; NO_COLOR in the environment does the same'),
];

const configFile = flag('--config', 'config file to use', {
  placeholder: 'file',
  fallback: 'touchstone.config.{ts,js,mjs,json,yaml,yml} in the working folder',
});

const asJson = flag('--json', 'print JSON instead of a table');

const exitCodes = `Exit codes:
  0  the target is conformant (warnings allowed unless --strict)
  1  the target is non-conformant, or an entry of the waivers file has to be deleted
  2  flags, environment or config file cannot be used; nothing was sent
  3  the target cannot be tested: unreachable, credential refused, no usable document
  4  the run is incomplete, or touchstone itself failed`;

const replayMore = `The id is that of a finding (IDEM-05#1), of a cause (its fingerprint), or of a requirement, for all of its findings.
Profile, mode and seed are those of the recorded run; subjects and idempotency keys are fresh.

Exit codes:
  0  fixed
  1  still failing, or failing in another way
  4  it could not be exercised; else as for run`;

/** Every command there is. */
export const commands: readonly Command[] = [
  {
    name: 'run',
    argument: '[target]',
    summary: 'test the API at a URL; without one, the reference gateway started in process',
    more: exitCodes,
    flags: [
      configFile,
      ...flagsOf('profile', 'document', 'mode', 'only', 'skip', 'seed', 'runs', 'include', 'exclude', 'case'),
      ...flagsOf(
        'concurrency',
        'rate',
        'maxRequests',
        'maxMessages',
        'maxTime',
        'waivers',
        'strict',
        'certify',
        'reports',
        'insecure',
        'ca',
      ),
      flag('--dry-run', 'print what would be tested and what it would cost, then stop'),
      ...common,
    ],
    load: () => import('./commands/run.js'),
  },
  {
    name: 'serve',
    argument: null,
    summary: 'run the reference gateway on loopback until Ctrl-C',
    more: null,
    flags: [
      flag('--port', 'port to listen on', { placeholder: 'n', fallback: 'a free one' }),
      flag('--profile', 'contract to serve', { placeholder: 'id', fallback: 'sending@2026-06' }),
      flag('--defect', 'switch a defect on (a defect id, or a requirement id for its first)', {
        placeholder: 'id',
        repeatable: true,
      }),
      flag('--write-config', 'leave a config for `touchstone run --config`, readable by you alone', {
        placeholder: 'file',
      }),
      flag('--force', 'let --write-config replace a file that serve did not write'),
      flag('--show-keys', 'print the keys of the principals'),
      flag('--list-defects', 'list the defects there are, then stop'),
      ...common,
    ],
    load: () => import('./commands/serve.js'),
  },
  {
    name: 'types',
    argument: '[target]',
    summary: 'keep the document of a target and TypeScript types generated from it',
    more: 'With --check the exit code is 1 when a kept file is missing or out of date.',
    flags: [
      flag('--name', 'name of the files', { placeholder: 'name', fallback: 'the title of the document' }),
      flag('--out', 'folder for the files', { placeholder: 'dir', fallback: 'generated' }),
      flag('--check', 'write nothing, say whether the files are up to date'),
      configFile,
      ...flagsOf('profile', 'document', 'insecure', 'ca'),
      ...common,
    ],
    load: () => import('./commands/types.js'),
  },
  {
    name: 'list',
    argument: null,
    summary: 'list the requirements',
    more: null,
    flags: [
      flag('--area', 'only these areas', { placeholder: 'codes', repeatable: true }),
      flag('--level', 'only these levels: MUST, SHOULD, MAY', { placeholder: 'levels', repeatable: true }),
      flag('--tier', 'only these tiers: seed, core, doc, att, ext, mgmt, gen', {
        placeholder: 'tiers',
        repeatable: true,
      }),
      flag('--profile', 'only what a profile holds a target to', { placeholder: 'id' }),
      asJson,
      ...common,
    ],
    load: () => import('./commands/list.js'),
  },
  {
    name: 'explain',
    argument: '<id>',
    summary: 'explain a requirement: source, test, cost, and how to fix a server',
    more: null,
    flags: [asJson, ...common],
    load: () => import('./commands/explain.js'),
  },
  {
    name: 'replay',
    argument: '<id>',
    summary: 'do again what proved a finding, and say whether it is fixed',
    more: replayMore,
    flags: [
      flag('--from', 'folder of the recorded run', { placeholder: 'dir', fallback: 'reports' }),
      flag('--target', 'URL to replay against', { placeholder: 'url', fallback: 'the target of the recorded run' }),
      configFile,
      ...flagsOf('document', 'rate', 'insecure', 'ca'),
      flag('--reports', 'folder for the files of the replay', { placeholder: 'dir', fallback: 'none are written' }),
      ...common,
    ],
    load: () => import('./commands/replay.js'),
  },
  {
    name: 'report',
    argument: '<dir...>',
    summary: 'write the reports of recorded runs again',
    more: 'Each folder must hold the run.ndjson of a run.',
    flags: common,
    load: () => import('./commands/report.js'),
  },
  {
    name: 'selftest',
    argument: null,
    summary: 'try every defect of the reference gateway and say which ones are detected',
    more: 'The exit code is 0 when each defect turns red exactly what it declares, else 1.',
    flags: [
      flag('--only', 'only these defects, requirements or areas', { placeholder: 'ids', repeatable: true }),
      flag('--profile', 'contract to serve', { placeholder: 'id', fallback: 'to each defect the one it is made for' }),
      asJson,
      ...common,
    ],
    load: () => import('./commands/selftest.js'),
  },
];
