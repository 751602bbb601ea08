import type { Secret } from '../engine/options.js';
import { UsageError } from '../errors.js';
import type { SecretRef } from './config.js';
import type { Environment } from './layer.js';

/** What resolving a secret depends on. */
export interface SecretContext {
  readonly environment: Environment;
  /** A value in the file itself is tolerated: the target is this machine. */
  readonly literal: boolean;
  /** `principals.sender`: what messages call it. */
  readonly where: string;
  /** Name that stands for a literal wherever it would be written. */
  readonly alias: string;
}

/** Printable ASCII without blanks: what can stand in a header as a credential. */
const sendable = /^[\x21-\x7e]+$/;

/**
 * Replaces the name of a secret by the secret.
 * @throws UsageError when the variable is unset or holds what no header can carry, and when a value stands in the
 *   configuration of a target that is not on loopback. No message ever holds the value.
 */
export function resolveSecret(ref: SecretRef, context: SecretContext): Secret {
  const { where } = context;
  const secret = 'env' in ref ? fromEnvironment(ref.env, context) : literal(ref.value, context);
  if (!sendable.test(secret.value)) {
    throw new UsageError(
      `the secret of ${where} ($${secret.name}) holds a blank, a line break or a special character`,
      {
        where,
        advice: 'Give the bare key, without quotes, prefix or line break.',
      },
    );
  }
  return secret;
}

function fromEnvironment(name: string, { environment, where }: SecretContext): Secret {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new UsageError(`${where} is to be read from $${name}, which is ${value === '' ? 'empty' : 'not set'}`, {
      where,
      advice: `Set ${name}, or take ${where} out of the configuration.`,
    });
  }
  return { name, value };
}

function literal(value: string, { literal: allowed, where, alias }: SecretContext): Secret {
  if (allowed) return { name: alias, value };
  throw new UsageError(`${where} holds a secret itself, which is accepted for loopback targets only`, {
    where,
    advice: `Put it in an environment variable and write { "env": "${alias}" }.`,
  });
}
