import { relative } from 'node:path';
import { createTerminal } from '../../report/terminal/progress.js';
import { renderPlan } from '../../report/terminal/plan.js';
import { renderSummary } from '../../report/terminal/summary.js';
import type { SessionDeps } from '../../session.js';
import type { Invocation } from '../command.js';
import { configure } from '../configuration.js';
import { wantsColor } from '../io.js';

/** `touchstone run`: tests a target, shows progress on stderr and the verdict on stdout. */
export async function execute(invocation: Invocation): Promise<number> {
  const { flags, io } = invocation;
  const config = await configure(invocation);
  // Loaded only now, so that a mistake in the configuration is told at once.
  const { planSession, runSession } = await import('../../session.js');
  const noColor = flags['color'] === false;
  const terminal = createTerminal({
    color: wantsColor(io, io.err, noColor),
    live: io.err.isTerminal,
    columns: io.err.columns,
    write: io.err.write,
  });
  const deps: SessionDeps = {
    toolVersion: io.version,
    onEvent: (event) => {
      if (flags['quiet'] !== true) terminal.event(event);
    },
    signal: io.signal,
  };
  if (config.dryRun) {
    io.out.write(renderPlan(await planSession(config, deps)));
    return 0;
  }
  const { results, exitCode } = await runSession(config, deps);
  io.out.write(
    renderSummary(results, {
      color: wantsColor(io, io.out, noColor),
      columns: io.out.columns,
      reports: relative(io.cwd, config.reportsDir) || '.',
    }),
  );
  return exitCode;
}
