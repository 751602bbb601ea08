import { UsageError } from '../errors.js';

/** Forms in which people hand credentials to commands. None of our own flags has one of them. */
const suspicious = [
  /smx_[A-Za-z0-9]/,
  /^(-H|--(header|authorization|auth|api-?key|key|token|secret|password|bearer))(=|$)/i,
  /\b(bearer|basic)\s+\S/i,
  /\bauthorization\s*[:=]/i,
  /:\/\/[^/?#\s]*:[^/?#\s]*@/,
];

/**
 * Refuses arguments that look like a secret: every process of a machine can read the arguments of every other, and
 * shells keep them in their history.
 * @throws UsageError that says which argument it is without repeating it.
 */
export function refuseLiteralSecrets(argv: readonly string[]): void {
  const index = argv.findIndex((argument) => suspicious.some((pattern) => pattern.test(argument)));
  if (index < 0) return;
  throw new UsageError(`argument ${index + 1} looks like a secret, and other processes can read arguments`, {
    advice:
      'Put it in an environment variable: TOUCHSTONE_SENDER_KEY, or any that the config names, as in ' +
      '{ "principals": { "sender": { "env": "SENDMUX_KEY" } } }.',
  });
}
