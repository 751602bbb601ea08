import process from 'node:process';
import { cacheHomeOf } from '../config/cache-home.js';
import { describeFailure } from './failure.js';
import type { Channel } from './io.js';
import { runCommandLine } from './program.js';
import { readVersion } from '../version.js';

const { env } = process;
const interruption = new AbortController();

/** The standard streams, which are no terminals when they are piped. */
interface Stream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

function channel(stream: Stream): Channel {
  // A reader that has seen enough (`| head`) is no error; the exit code still tells the truth.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY ?? false,
    get columns() {
      // Some terminals say 0.
      return Math.max(stream.columns ?? 100, 40);
    },
  };
}

function crash(error: unknown): never {
  const { text, exitCode } = describeFailure(error, Boolean(env['TOUCHSTONE_DEBUG']));
  process.stderr.write(text);
  process.exit(exitCode);
}

// Node would leave with 1, which in our language says that the target is non-conformant.
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(4);
    interruption.abort();
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: channel(process.stdout),
  err: channel(process.stderr),
  environment: env,
  cwd: process.cwd(),
  cacheHome: cacheHomeOf(env),
  signal: interruption.signal,
  version: readVersion(),
});
