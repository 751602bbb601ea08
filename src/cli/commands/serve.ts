import { relative, resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import { findDefects, listDefects } from '../../gateway/defects/index.js';
import { startGateway } from '../../gateway/gateway.js';
import type { GatewayLogEntry, RunningGateway } from '../../gateway/options.js';
import { settings } from '../../config/settings.js';
import { visibleLine } from '../../report/visible.js';
import { findProfile } from '../../requirements/profiles/index.js';
import { alignColumns } from '../columns.js';
import { listFlag, textFlag, type Invocation } from '../command.js';
import { requireWritableConfig, sandboxConfig, writeSandboxConfig } from '../sandbox-config.js';

/** `touchstone serve`: runs the reference gateway until the process is told to stop. */
export async function execute({ flags, io }: Invocation): Promise<number> {
  if (flags['listDefects'] === true) {
    io.out.write(alignColumns(listDefects().map(({ id, title }) => [id, title])));
    return 0;
  }
  const profile = findProfile(textFlag(flags, 'profile') ?? 'sending@2026-06').id;
  const defects = findDefects(listFlag(flags, 'defect')).map(({ id }) => id);
  const configFlag = textFlag(flags, 'writeConfig');
  const config = configFlag === null ? null : resolve(io.cwd, configFlag);
  if (config !== null) await requireWritableConfig(config, { force: flags['force'] === true });
  const gateway = await startGateway({
    port: readPort(textFlag(flags, 'port')),
    profile,
    defects,
    log: (entry) => {
      if (flags['quiet'] !== true) io.err.write(logLine(entry, new Date()));
    },
  });
  try {
    if (config !== null) await writeSandboxConfig(config, sandboxConfig(gateway, profile));
    io.out.write(
      welcome(gateway, {
        profile,
        defects,
        showKeys: flags['showKeys'] === true,
        config: config && relative(io.cwd, config),
      }),
    );
    await stopped(io.signal);
    return 0;
  } finally {
    await gateway.close();
  }
}

function readPort(text: string | null): number {
  if (text === null) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(`--port takes a whole number from 0 to 65535, not ${JSON.stringify(text)}`, { where: '--port' });
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => {
    signal.addEventListener('abort', () => done(), { once: true });
  });
}

/** `12:03:07.123  POST  /api/v1/emails/send  200  3 ms  sender  -  req_…` with columns wide enough for most. */
function logLine(entry: GatewayLogEntry, at: Date): string {
  const cells = [
    at.toISOString().slice(11, 23),
    visibleLine(entry.method, 8).padEnd(7),
    visibleLine(entry.path, 60).padEnd(28),
    String(entry.status),
    `${Math.round(entry.durationMs)} ms`.padStart(7),
    (entry.principal ?? '-').padEnd(12),
    (entry.code ?? '-').padEnd(24),
    entry.requestId,
  ];
  return `${cells.join('  ')}\n`;
}

interface Welcome {
  readonly profile: string;
  readonly defects: readonly string[];
  readonly showKeys: boolean;
  /** The config that was written, as the user would type it; null: none. */
  readonly config: string | null;
}

function welcome(gateway: RunningGateway, { profile, defects, showKeys, config }: Welcome): string {
  const { url, keys, fixtures } = gateway;
  const variable = (name: keyof typeof keys): string => settings.principals.members[name].env ?? name;
  const names = Object.keys(settings.principals.members) as (keyof typeof keys)[];
  const principals = names.flatMap((name) => {
    const key = keys[name];
    if (key === undefined) return [];
    return [[`  ${name}`, showKeys ? `export ${variable(name)}=${key}` : settings.principals.members[name].summary]];
  });
  const message = JSON.stringify({
    from: { email: fixtures.from },
    to: { email: fixtures.sinks[0] },
    subject: 'Hello',
    html_body: '<p>Hello</p>',
  });
  const sections = [
    `The reference gateway serves ${profile} at ${url}`,
    defects.length === 0 ? '' : `Defects switched on: ${defects.join(', ')}`,
    `Principals${showKeys ? '' : ' (--show-keys prints their keys)'}:\n${alignColumns(principals).trimEnd()}`,
    [
      'Send a mail:',
      `  curl ${url}/emails/send -H "Authorization: Bearer $${variable('sender')}" \\`,
      `    -H 'Content-Type: application/json' -d '${message}'`,
    ].join('\n'),
    config === null
      ? 'Test it: start again with --write-config sandbox.yaml, then touchstone run --config sandbox.yaml'
      : `Test it: touchstone run --config ${config}`,
    'Ctrl-C stops it.',
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n\n`;
}
