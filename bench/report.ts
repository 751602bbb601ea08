/*
 * How long the reports of a run with many findings take to render, and the page to open in Chromium.
 * Run it with `npx jiti bench/report.ts [FINDINGS]`; the table goes to stdout.
 */
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { writeReports } from '../src/report/index.js';
import { manyFindingsLog } from '../test/support/run-log.js';

const findings = Number(process.argv[2] ?? 1000);
const rounds = 9;

const folder = await mkdtemp(join(tmpdir(), 'bench-report-'));
const log = join(folder, 'run.ndjson');
const lines = manyFindingsLog(findings).map((each) => JSON.stringify(each));
await writeFile(log, `${lines.join('\n')}\n`);

const started = performance.now();
await writeReports(log, folder);
const rendering = performance.now() - started;

const page = join(folder, 'index.html');
const opening = await timeOpening(pathToFileURL(page).href);
const { size } = await stat(page);
const junit = (await readFile(join(folder, 'junit.xml'))).length;

const row = (name: string, value: string) => process.stdout.write(`${name.padEnd(34)} ${value.padStart(10)}\n`);
row('findings', String(findings));
row('log and three reports rendered', `${rendering.toFixed(0)} ms`);
row('index.html', `${(size / 1024).toFixed(0)} KiB`);
row('junit.xml', `${(junit / 1024).toFixed(0)} KiB`);
row(`page opens, median of ${rounds}`, `${(opening[Math.floor(rounds / 2)] ?? NaN).toFixed(0)} ms`);
row('page opens, slowest', `${(opening.at(-1) ?? NaN).toFixed(0)} ms`);

/** From navigation to the first frame after the page's script has run, in a new page each round, sorted. */
async function timeOpening(address: string): Promise<readonly number[]> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const opened = await browser.newPage();
    await opened.goto(address);
    const drawn = 'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))';
    times.push(Number(await opened.evaluate(drawn)));
    await opened.close();
  }
  await browser.close();
  return times.sort((a, b) => a - b);
}
