import { access } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import { writeReports } from '../../report/index.js';
import { renderSummary } from '../../report/terminal/summary.js';
import type { Invocation } from '../command.js';
import { wantsColor } from '../io.js';

const logName = 'run.ndjson';

/** `touchstone report`: writes the reports of recorded runs again, each into the folder of its log. */
export async function execute({ args, flags, io }: Invocation): Promise<number> {
  const dirs = args.map((folder) => resolve(io.cwd, folder));
  for (const dir of dirs) await requireLog(dir);
  for (const dir of dirs) {
    const results = await writeReports(join(dir, logName), dir);
    io.out.write(
      renderSummary(results, {
        color: wantsColor(io, io.out, flags['color'] === false),
        columns: io.out.columns,
        reports: relative(io.cwd, dir) || '.',
      }),
    );
  }
  return 0;
}

async function requireLog(dir: string): Promise<void> {
  try {
    await access(join(dir, logName));
  } catch (cause) {
    throw new UsageError(`${dir} holds no ${logName}`, {
      advice: 'Give the folder that a run left its files in.',
      cause,
    });
  }
}
