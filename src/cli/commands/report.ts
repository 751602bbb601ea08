import { relative, resolve } from 'node:path';
import { writeReports } from '../../report/index.js';
import { renderSummary } from '../../report/terminal/summary.js';
import type { Invocation } from '../command.js';
import { wantsColor } from '../io.js';

/** `touchstone report`: writes the reports of recorded runs again, each into the folder of its log. */
export async function execute({ args, flags, io }: Invocation): Promise<number> {
  for (const folder of args) {
    const dir = resolve(io.cwd, folder);
    const results = await writeReports(resolve(dir, 'run.ndjson'), dir);
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
