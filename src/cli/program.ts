import { Command as Parser, CommanderError, Option } from 'commander';
import type { Flags } from '../config/layer.js';
import { TouchstoneError, UsageError } from '../errors.js';
import type { Command, Flag } from './command.js';
import { commands } from './command-table.js';
import { describeFailure } from './failure.js';
import type { Io } from './io.js';
import { refuseLiteralSecrets } from './literal-secrets.js';

const examples = `
Examples:
  touchstone run                                 test the reference gateway, to see what a run is like
  touchstone run https://api.example.com/v1      test an API with the key in TOUCHSTONE_SENDER_KEY
  touchstone serve --write-config sandbox.yaml   have a server to write a client against
  touchstone explain AUTH-01                     see what a requirement asks, and how to meet it`;

/**
 * Runs one command line and resolves with the exit code. It never rejects: whatever goes wrong is told on stderr.
 * @param argv arguments without the interpreter and the script
 */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<number> {
  try {
    refuseLiteralSecrets(argv);
    return await parse(argv, io);
  } catch (error) {
    // What was in flight fails when a run is interrupted: the target is not to blame.
    if (io.signal.aborted && error instanceof TouchstoneError) {
      io.err.write('touchstone: interrupted before there was anything to report.\n');
      return 4;
    }
    const { exitCode, text } = describeFailure(error, Boolean(io.environment['TOUCHSTONE_DEBUG']));
    io.err.write(text);
    return exitCode;
  }
}

async function parse(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const program = new Parser('touchstone')
    .description('Tells, for any URL, whether the HTTP API behind it keeps its contract, and shows the proof.')
    .version(io.version)
    .addHelpText('after', examples);
  // Sub-commands inherit what is set before they are added.
  program.exitOverride().configureOutput({
    writeOut: io.out.write,
    writeErr: io.err.write,
    outputError: () => undefined,
    getOutHelpWidth: () => Math.min(io.out.columns, 110),
    getErrHelpWidth: () => Math.min(io.err.columns, 110),
  });
  for (const command of commands) {
    addCommand(program, command).action(async (...received: unknown[]) => {
      const parser = received.at(-1);
      if (!(parser instanceof Parser)) return;
      const { execute } = await command.load();
      exitCode = await execute({ args: parser.args, flags: parser.opts<Flags>(), io });
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return settle(error);
    throw error;
  }
}

function addCommand(program: Parser, { name, argument, summary, more, flags }: Command): Parser {
  const parser = program.command(argument === null ? name : `${name} ${argument}`).description(summary);
  for (const each of flags) parser.addOption(toOption(each));
  if (more !== null) parser.addHelpText('after', `\n${more}`);
  return parser;
}

function toOption({ name, placeholder, summary, fallback, repeatable }: Flag): Option {
  const option = new Option(
    placeholder === null ? name : `${name} <${placeholder}>`,
    fallback === null ? summary : `${summary} (default: ${fallback})`,
  );
  if (!repeatable) return option;
  return option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
}

/** Help and version were asked for and printed; everything else is a mistake in the arguments. */
function settle(error: CommanderError): number {
  if (error.exitCode === 0) return 0;
  // Called without a command: the help just printed is the answer.
  if (error.code === 'commander.help') return 2;
  const [said = '', hint = ''] = error.message.replace(/^error: /, '').split('\n');
  const advice = hint === '' ? 'touchstone --help shows what there is.' : hint.replace(/^\((.*)\)$/, '$1');
  throw new UsageError(said, { advice });
}
