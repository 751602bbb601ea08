import { basename, resolve as resolvePath } from 'node:path';
import type { Secret } from '../engine/options.js';
import type { Mode } from '../engine/outcome.js';
import { UsageError } from '../errors.js';
import type { Budget } from '../http/client-types.js';
import type { PrincipalName } from '../http/exchange.js';
import { findProfile } from '../requirements/profiles/index.js';
import type { SecretRef } from './config.js';
import { parseDuration } from './duration.js';
import { isUrl, mergeSources, type Merged, type Sources } from './merge.js';
import { noticesOf } from './notices.js';
import type { DocumentSource, ResolvedConfig } from './resolved.js';
import { resolveSecret } from './secrets.js';
import type { Leaf } from './setting.js';
import { settings } from './settings.js';
import { isLoopback, parseDocumentUrl, parseTarget } from './target.js';
import { parseWaivers } from './waivers.js';

/** All that a configuration is made of; no environment, no clock and no file system beyond it. */
export interface ConfigInput extends Sources {
  /** The user's cache folder, absolute; null: unknown, so nothing is cached unless `cache` says where. */
  readonly cacheHome: string | null;
  /** Absolute path of the waivers file to use unless a setting names one; null or absent: none. */
  readonly foundWaivers?: string | null;
  readonly dryRun: boolean;
  /** The seed of this run unless one is given: an unsigned 32-bit integer. */
  readonly freshSeed: number;
  /** Text of the file that a setting names. */
  readonly readText: (path: string, setting: string) => string;
}

/** A merged configuration and what the rest of it follows from. */
interface Basis extends Merged {
  readonly target: string | null;
  /** The target is on this machine. */
  readonly local: boolean;
}

/** Stays below the 1,800 requests a minute that a key is promised, so that a run leaves some to others. */
const politeRate = 25;

/**
 * Makes a complete configuration of flags, environment, file and defaults, in this order of precedence.
 * @throws UsageError naming the setting at fault as the user wrote it.
 */
export function resolveConfig(input: ConfigInput): ResolvedConfig {
  const merged = mergeSources(input);
  const { config, nameOf } = merged;
  const target = config.target === undefined ? null : parseTarget(config.target, nameOf('target'));
  const basis: Basis = { ...merged, target, local: target === null || isLoopback(target) };
  const mode = config.mode ?? (basis.local ? 'full' : 'safe');
  const resolved = {
    file: input.file?.path ?? null,
    target,
    document: documentOf(basis),
    references: config.references ?? 'same-host',
    profile: findProfile(config.profile ?? 'sending@2026-06').id,
    options: config.options ?? {},
    values: config.values ?? {},
    mode,
    only: config.only ?? [],
    skip: config.skip ?? [],
    seed: config.seed ?? input.freshSeed,
    runs: config.runs ?? 100,
    exploration: explorationOf(basis),
    concurrency: config.concurrency ?? 8,
    budget: budgetOf(basis, mode),
    principals: principalsOf(basis, input),
    fixtures: { ...config.fixtures, sinks: config.fixtures?.sinks ?? [] },
    controls: controlsOf(basis, input),
    tls: tlsOf(basis, input),
    waivers: waiversOf(basis, input),
    strict: config.strict ?? false,
    certify: config.certify ?? false,
    dryRun: input.dryRun,
    reportsDir: config.reports ?? resolvePath(input.cwd, 'reports'),
    cacheDir: config.cache ?? (input.cacheHome === null ? null : resolvePath(input.cacheHome, 'touchstone')),
  } satisfies Omit<ResolvedConfig, 'described' | 'notices'>;
  return { ...resolved, described: describe(resolved), notices: noticesOf(config, input.environment) };
}

function documentOf({ config: { document }, nameOf }: Basis): DocumentSource | null {
  if (document === undefined) return null;
  if (!isUrl(document)) return { kind: 'file', path: document };
  return { kind: 'url', url: parseDocumentUrl(document, nameOf('document')) };
}

function explorationOf({ config }: Basis): ResolvedConfig['exploration'] {
  return {
    onlyCases: config.case === undefined ? [] : [config.case],
    include: config.include ?? [],
    exclude: config.exclude ?? [],
    allowMethods: config.allowMethods ?? [],
    excuses: (config.excuse ?? []).map(({ operation, status = null, given = null, reason }) => ({
      operation,
      status,
      given,
      reason,
    })),
  };
}

/** Under the names that the settings have. */
function described(exploration: ResolvedConfig['exploration']) {
  if (exploration === null) return { case: null };
  const { onlyCases, include, exclude, allowMethods, excuses } = exploration;
  return { case: onlyCases[0] ?? null, include, exclude, allowMethods, excuse: excuses };
}

function budgetOf({ config, local }: Basis, mode: Mode): Budget {
  const { maxRequests = 10_000, maxMessages = mode === 'safe' ? 2 : 500 } = config;
  const smoke = mode === 'smoke';
  return {
    maxRequests: smoke ? Math.min(config.maxRequests ?? 60, 60) : maxRequests,
    maxMessages: smoke ? 0 : maxMessages,
    maxTimeMs: parseDuration(config.maxTime ?? '10m'),
    rate: config.rate ?? (local ? null : politeRate),
  };
}

function secretAt(basis: Basis, input: ConfigInput, [group, name, ref]: readonly [string, string, SecretRef]): Secret {
  return resolveSecret(ref, {
    environment: input.environment,
    literal: basis.local,
    where: basis.nameOf(group, name),
    alias: aliasOf(group, name),
  });
}

/** The variable that would hold the secret by default. */
function aliasOf(group: string, name: string): string {
  const members: Readonly<Record<string, Leaf>> =
    group === 'controls' ? settings.controls.members : settings.principals.members;
  return members[name]?.env ?? name;
}

function principalsOf(basis: Basis, input: ConfigInput): ResolvedConfig['principals'] {
  if (basis.target === null) return {};
  const principals: Partial<Record<PrincipalName, Secret>> = {};
  for (const [name, ref] of Object.entries(basis.config.principals ?? {})) {
    // The schema admits no other names.
    principals[name as PrincipalName] = secretAt(basis, input, ['principals', name, ref]);
  }
  return principals;
}

function controlsOf(basis: Basis, input: ConfigInput): ResolvedConfig['controls'] {
  const { url, token } = basis.config.controls ?? {};
  if (basis.target === null || (url === undefined && token === undefined)) return null;
  if (url === undefined || token === undefined) {
    const where = `controls.${url === undefined ? 'url' : 'token'}`;
    throw new UsageError(`${where} is missing: test controls need both a URL and a token`, { where });
  }
  return {
    url: parseTarget(url, basis.nameOf('controls', 'url')),
    token: secretAt(basis, input, ['controls', 'token', token]),
  };
}

function tlsOf({ config, nameOf }: Basis, { readText }: ConfigInput): ResolvedConfig['tls'] {
  const { ca, insecure = false } = config;
  if (ca === undefined) return { ca: null, insecure };
  const where = nameOf('ca');
  const text = readText(ca, where);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError(`${where} names a file without a PEM certificate`, {
      where,
      advice: 'It must hold at least one block that begins with -----BEGIN CERTIFICATE-----.',
    });
  }
  return { ca: text, insecure };
}

function waiversOf({ config, nameOf }: Basis, { foundWaivers, readText }: ConfigInput): ResolvedConfig['waivers'] {
  const path = config.waivers ?? foundWaivers ?? null;
  return path === null ? null : parseWaivers(readText(path, nameOf('waivers')), basename(path));
}

/** Paths stay out: a log travels, and where it was made is nobody's business. */
function describe(config: Omit<ResolvedConfig, 'described' | 'notices'>): Readonly<Record<string, unknown>> {
  const { document, principals, controls, tls, waivers } = config;
  const named = (secret: Secret): string => `$${secret.name}`;
  return {
    target: config.target,
    document: document?.kind === 'file' ? basename(document.path) : (document?.url ?? null),
    references: config.references,
    profile: config.profile,
    options: config.options,
    values: config.values,
    mode: config.mode,
    only: config.only,
    skip: config.skip,
    seed: config.seed,
    runs: config.runs,
    ...described(config.exploration),
    concurrency: config.concurrency,
    budget: config.budget,
    principals: Object.fromEntries(Object.entries(principals).map(([name, secret]) => [name, named(secret)])),
    fixtures: config.fixtures,
    controls: controls === null ? null : { url: controls.url, token: named(controls.token) },
    tls: { ca: tls.ca !== null, insecure: tls.insecure },
    waivers: waivers?.file ?? null,
    strict: config.strict,
    certify: config.certify,
  };
}
