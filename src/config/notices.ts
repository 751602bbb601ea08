import { nearest } from '../nearest.js';
import type { PartialConfig } from './config.js';
import type { Environment } from './layer.js';
import { settings } from './settings.js';

/** Variables of ours that are no settings of a run. */
const others = ['TOUCHSTONE_CONFIG', 'TOUCHSTONE_DEBUG'];

function knownVariables(): readonly string[] {
  const leaves = Object.values(settings).flatMap((setting) =>
    setting.kind === 'leaf' ? [setting] : Object.values(setting.members),
  );
  return [...others, ...leaves.flatMap(({ env }) => env ?? [])];
}

function namedBy({ principals, controls }: PartialConfig): readonly string[] {
  const refs = [...Object.values(principals ?? {}), ...(controls?.token === undefined ? [] : [controls.token])];
  return refs.flatMap((ref) => ('env' in ref ? ref.env : []));
}

/** What the user should know of a configuration that is nevertheless valid, one sentence each. */
export function noticesOf(config: PartialConfig, environment: Environment): readonly string[] {
  const known = knownVariables();
  const named = namedBy(config);
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('TOUCHSTONE_') && !known.includes(name) && !named.includes(name),
  );
  const notices = unknown.map(
    (name) =>
      `${name} is set but is no setting of touchstone; did you mean ${nearest(name, known) ?? known.join(', ')}?`,
  );
  const brought = Object.keys({ ...config.principals, ...config.fixtures, ...config.controls });
  if (config.target === undefined && brought.length > 0) {
    notices.push(
      `Without a target the reference gateway is tested with its own identities; ${brought.join(', ')} not used.`,
    );
  }
  if (config.target !== undefined && config.principals?.sender === undefined && config.profile !== 'openapi') {
    notices.push(
      'No key is given for sender, so little can be tested; TOUCHSTONE_SENDER_KEY is the simplest way to give one.',
    );
  }
  if (config.insecure === true) notices.push('The certificate of the target is not verified.');
  return notices;
}
