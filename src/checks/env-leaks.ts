import { failures } from './about.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';
import { credentialsIn } from './credentials.js';
import { hasContent } from './scope.js';

/** Only the start of a failure is searched: a real one is short, and a hostile one must not cost us the run. */
const searchedBytes = 64 * 1024;

interface Leak {
  readonly called: string;
  readonly pattern: RegExp;
}

/** Traces of a server's inside, as they stand in a JSON text. Every pattern is linear in its input. */
const leaks: readonly Leak[] = [
  {
    called: 'a stack trace',
    pattern: /(?:\\[nrt]|\s|^)at [\w.$<>[\] ]{1,80} ?\((?:file:|node:|\/|[A-Z]:)[^()\s]{1,200}:\d+(?::\d+)?\)/,
  },
  { called: 'a stack trace', pattern: /(?:\\[nrt]|\s|^)at (?:file:\/\/|\/)[^()\s"]{1,200}:\d+:\d+/ },
  { called: 'a stack trace', pattern: /File \\?"[^"\\]{1,200}\\?", line \d+/ },
  { called: 'a stack trace', pattern: /(?:\\[nrt]|\s|^)at [\w.$]{1,120}\([\w$]{1,60}\.(?:java|kt|scala):\d+\)/ },
  { called: 'a stack trace', pattern: /goroutine \d+ \[/ },
  {
    called: 'an SQL error',
    pattern: /SQLSTATE|SQLITE_[A-Z]{3,}|ORA-\d{5}|syntax error at or near|You have an error in your SQL/,
  },
  { called: 'a file path', pattern: /(?:^|[\s"'(=])\/(?:usr|var|home|app|srv|opt|root|etc|tmp)\/[\w.-]{1,80}/ },
];

/** Some of this is in every trace that the patterns find, and in few replies. */
const hint =
  /at (?=[^]{0,300}:\d)|File \\?"|goroutine \d|SQLSTATE|SQLITE_|ORA-\d|syntax error at|You have an error|\/(?:usr|var|home|app|srv|opt|root|etc|tmp)\//;

/** ENV-11 */
export const failuresLeakNothing: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-11',
  about: failures,
  applies: hasContent,
  judge: (seen, context) => {
    const text = startOf(seen.exchange.response?.body);
    return [...leakedCredential(text, seen, context), ...leakedInside(text, seen)];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

function leakedCredential(text: string, seen: Observation, { secrets }: CheckContext): readonly Violation[] {
  const credentials = credentialsIn(seen, secrets);
  if (!credentials.some((credential) => text.includes(credential))) return [];
  return [
    {
      message: 'A failure repeats a credential.',
      expected: 'no credential in the reply',
      actual: 'the credential that was sent, or another one in use',
    },
  ];
}

function leakedInside(text: string, { exchange: { request } }: Observation): readonly Violation[] {
  if (!hint.test(text)) return [];
  const said = `${request.url} ${startOf(request.body)}`;
  for (const { called, pattern } of leaks) {
    const found = pattern.exec(text)?.[0];
    // A server may quote what the request itself said.
    if (found === undefined || said.includes(found.replace(/^[\s"'(=]/, ''))) continue;
    return [{ message: `A failure shows ${called}.`, expected: 'no internals', actual: called }];
  }
  return [];
}

function startOf(body: Uint8Array | null | undefined): string {
  return body
    ? Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, searchedBytes)).toString('latin1')
    : '';
}
