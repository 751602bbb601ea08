import { availableParallelism } from 'node:os';
import { UsageError } from '../../errors.js';
import { listDefects } from '../../gateway/defects/index.js';
import { nearest } from '../../nearest.js';
import { createPaint } from '../../report/terminal/paint.js';
import { visibleLine } from '../../report/visible.js';
import { findProfile } from '../../requirements/profiles/index.js';
import type { Detection } from '../../selftest/detect.js';
import { runSelftest } from '../../selftest/run-selftest.js';
import { alignColumns } from '../columns.js';
import { listFlag, textFlag, type Invocation } from '../command.js';
import { wantsColor } from '../io.js';

/** A case waits for a third of its time, above all for a mail that the target holds up on request. */
const casesPerCore = 1.5;

/** `touchstone selftest`: the table of defects and what detects them. */
export async function execute({ flags, io }: Invocation): Promise<number> {
  const only = listFlag(flags, 'only');
  only.forEach(requireDefect);
  const named = textFlag(flags, 'profile');
  const profile = named === null ? null : findProfile(named).id;
  const quiet = flags['quiet'] === true;
  const detections = await runSelftest({
    only,
    profile,
    jobs: Math.ceil(availableParallelism() * casesPerCore),
    signal: io.signal,
    onDetection: ({ defect, profile: served, exact }) => {
      if (!quiet) io.err.write(`${exact ? '✓' : '✕'} ${defect ?? `no defect, ${served}`}\n`);
    },
  });
  if (flags['json'] === true) io.out.write(`${JSON.stringify(detections, null, 2)}\n`);
  else io.out.write(render(detections, wantsColor(io, io.out, flags['color'] === false)));
  if (io.signal.aborted) return 4;
  return detections.every(({ exact }) => exact) ? 0 : 1;
}

function requireDefect(name: string): void {
  const names = listDefects().flatMap(({ id, requirement }) => [id, requirement, requirement.replace(/-\d+$/, '')]);
  if (names.includes(name)) return;
  throw new UsageError(`no defect, requirement or area with a defect is called ${name}`, {
    where: '--only',
    advice: `Did you mean ${nearest(name, names) ?? ''}? touchstone serve --list-defects shows them all.`,
  });
}

function render(detections: readonly Detection[], color: boolean): string {
  const paint = createPaint(color);
  const table = alignColumns([
    ['', 'DEFECT', 'RED', 'NOTE'],
    ...detections.map((each) => [
      each.exact ? '✓' : '✕',
      each.defect ?? `(none, ${each.profile})`,
      each.red.join(' ') || '-',
      noteOf(each) || each.title,
    ]),
  ]);
  const wrong = detections.filter(({ exact }) => !exact).length;
  const verdict =
    wrong === 0
      ? paint(`All ${detections.length} cases are detected exactly.`, 'green')
      : paint(`${wrong} of ${detections.length} cases are not detected exactly.`, 'red');
  return `${table}\n${verdict}\n`;
}

function noteOf({ missed, surplus, broken, aborted }: Detection): string {
  const notes = [
    missed.length > 0 ? `missed ${missed.join(' ')}` : '',
    surplus.length > 0 ? `also red ${surplus.join(' ')}` : '',
    ...broken,
    aborted === null ? '' : `aborted: ${aborted}`,
  ];
  return visibleLine(notes.filter((note) => note !== '').join('; '), 120);
}
