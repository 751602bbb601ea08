import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../engine/events.js';
import { FileError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { readLog } from '../http/recorder.js';
import { gatherEvidence } from './evidence.js';
import { renderHtml } from './html/page.js';
import { renderJunit } from './junit/junit.js';
import { foldResults } from './results.js';
import type { RunResults } from './results.js';

/**
 * Renders the reports of a recorded run: `results.json`, `junit.xml` and `index.html`.
 * Each file appears whole or not at all; one that is there already is replaced.
 * @param log path of `run.ndjson`; it is read twice, so memory grows with findings, not with exchanges
 * @param directory where the reports go; created when missing
 * @throws FileError when the log cannot be read or is none, or a report cannot be written
 */
export async function writeReports(log: string, directory: string): Promise<RunResults> {
  const results = await foldResults(eventsOf(log));
  const evidence = await gatherEvidence(results, eventsOf(log));
  await write(directory, 'results.json', `${JSON.stringify(results, null, 2)}\n`);
  await write(directory, 'junit.xml', renderJunit(results, evidence));
  await write(directory, 'index.html', renderHtml(results, evidence));
  return results;
}

const kinds: ReadonlySet<unknown> = new Set(
  Object.keys({
    header: true,
    declared: true,
    notice: true,
    preflight: true,
    document: true,
    drift: true,
    plan: true,
    scenario: true,
    exchange: true,
    finding: true,
    exploration: true,
    outcome: true,
    footer: true,
  } satisfies Readonly<Record<RunEvent['kind'], true>>),
);

/**
 * The events of a log, in order.
 * @throws FileError when the log cannot be read or is none.
 */
export async function* eventsOf(log: string): AsyncGenerator<RunEvent> {
  for await (const line of readLog(log)) if (isEvent(line)) yield line;
}

/** The header's version promises the shape of the lines; a kind of line that a later release adds is passed over. */
function isEvent(line: unknown): line is RunEvent {
  return typeof line === 'object' && line !== null && 'kind' in line && kinds.has(line.kind);
}

async function write(directory: string, name: string, content: string): Promise<void> {
  const path = join(directory, name);
  // In the same folder, because a rename is atomic only within a file system.
  const draft = `${path}.part`;
  try {
    await makeFolder(directory);
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new FileError(`The report ${name} could not be written.`, {
      where: path,
      advice: 'Check that the folder exists, is writable and has room, or choose another with --reports.',
      cause,
    });
  }
}
