import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/events.js';
import { gatherEvidence } from '../../src/report/evidence.js';
import { renderHtml } from '../../src/report/html/page.js';
import { foldResults } from '../../src/report/results.js';
import {
  finding,
  greenLog,
  hostile,
  hostileLog,
  incompleteLog,
  manyFindingsLog,
  runLog,
  waivedLog,
} from '../support/run-log.js';

const executablePath = '/usr/bin/chromium';

/** A page that is open, and everything it did that a report must not do. */
interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

describe.skipIf(!existsSync(executablePath))('the page in Chromium (skipped where it is not installed)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser.close());

  async function open(log: readonly RunEvent[], { hash = '', script = true } = {}): Promise<Opened> {
    const results = await foldResults(log);
    const file = join(mkdtempSync(join(tmpdir(), 'page-')), 'index.html');
    writeFileSync(file, renderHtml(results, await gatherEvidence(results, log)));
    const address = pathToFileURL(file).href;
    const page = await browser.newPage({ javaScriptEnabled: script });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      const own = request.url().split('#')[0] === address || request.url().startsWith('data:');
      if (!own) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`${address}${hash}`);
    return { page, complaints };
  }

  /** Opens exchanges; the page builds them from an event, which comes after the click. */
  async function openExchanges(page: Page, within: string): Promise<void> {
    const exchanges = await page.locator(`${within} .exchange`).all();
    for (const exchange of exchanges) {
      await exchange.locator('summary').click();
      await exchange.locator('.sides').waitFor();
    }
  }

  const shown = (page: Page) => page.locator('.requirement:visible > summary > code').allTextContents();

  test.each([
    ['green', greenLog()],
    ['hostile', hostileLog()],
    ['incomplete', incompleteLog()],
    ['waived', waivedLog()],
    ['empty', greenLog().filter((each) => each.kind === 'header')],
  ])('opens without a complaint and without a request: %s run', async (_, log) => {
    const { page, complaints } = await open(log);
    await page.waitForLoadState('networkidle');
    expect(complaints).toEqual([]);
  });

  test('shows what is declared, and the waiver of what is not', async () => {
    const { page } = await open(waivedLog());
    const declared = page.locator('section', { has: page.locator('h2', { hasText: /^Declared$/ }) });
    const rows = await declared.locator('tbody tr').allInnerTexts();
    expect(rows[0]).toMatch(/options\.rootKeyCanSend\s+false\s+true/);
    expect(rows[1]).toMatch(/ENV-01 at POST \/emails\/send\s+a proxy in front strips it .*mail team\s+2027-01-31/s);
    expect(rows[2]).toMatch(/stale: delete it \(nothing it covers was found\)\s+touchstone\.waivers\.yaml:8/);
    expect(rows).toHaveLength(6);
    const pasted = page.locator('figure.command pre', { hasText: /^- \{ requirement: / });
    expect(await pasted.allTextContents()).toEqual([expect.stringContaining('HDR-02')]);
    expect(await page.locator('#ENV-01 .note').textContent()).toBe('Waived: a proxy in front strips it');
  });

  test('says verdict and figures, and leads from a cell of the matrix to its requirement', async () => {
    const { page } = await open(runLog({ findings: [finding('COND-05#1')] }));
    expect(await page.locator('h1').textContent()).toBe('Non-conformant');
    expect(await page.locator('.figures .value').allTextContents()).toEqual(['1.2%', '96.3%', '214', '2.3 s']);
    await page.locator('.cells a[href="#HDR-03"]').click();
    await page.locator('#HDR-03 .statement').waitFor();
  });

  test('arrow keys walk through the matrix, which is one stop for the tab key', async () => {
    const { page } = await open(greenLog());
    expect(await page.locator('.cells a[tabindex="0"]').count()).toBe(1);
    await page.locator('.cells a').first().focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.hash')).toBe('#HDR-01');
  });

  test('an exchange is built from text when it is opened, request and response with headers and bodies', async () => {
    const { page } = await open(runLog({ findings: [finding('ENV-01#1')] }));
    const exchange = page.locator('#ENV-01 .exchange');
    expect(await exchange.locator('.sides').count()).toBe(0);
    await openExchanges(page, '#ENV-01');
    const text = await exchange.innerText();
    for (const part of [
      'POST http://127.0.0.1:4010/api/v1/emails/send',
      'Bearer $SENDER_KEY',
      '200 OK',
      'req_7f3k2m',
      'curl -sS -i --http1.1',
      '-H "Authorization: Bearer $SENDER_KEY"',
    ]) {
      expect(text).toContain(part);
    }
    expect(await exchange.locator('.body').nth(1).textContent()).toBe('{\n  "ok": true,\n  "meta": {}\n}');
  });

  describe('filters', () => {
    const log = runLog({
      findings: [
        finding('COND-05#1', { message: 'A stale copy is served.' }),
        finding('HDR-04#1', { severity: 'warning' }),
      ],
    });

    test('by outcome show only those, dim the other cells, and can be taken back', async () => {
      const { page } = await open(log);
      await page.locator('.chips [data-outcome=failed]').click();
      expect(await shown(page)).toEqual(['COND-05']);
      expect(await page.locator('#filters output').textContent()).toBe('1 of 84');
      expect(await page.locator('.cells a:not([data-dim=true])').count()).toBe(1);
      await page.locator('#filters [type=reset]').click();
      expect(await shown(page)).toHaveLength(84);
    });

    test('by area and level narrow each other', async () => {
      const { page } = await open(log);
      await page.locator('[name=area]').selectOption('HDR');
      await page.locator('[name=level]').selectOption('SHOULD');
      expect(await shown(page)).toEqual(['HDR-04', 'HDR-08']);
    });

    test('by text look into findings', async () => {
      const { page } = await open(log);
      await page.locator('[name=q]').fill('STALE copy');
      expect(await shown(page)).toEqual(['COND-05']);
    });

    test('stand in the address, so a link shows the same', async () => {
      const { page } = await open(log);
      await page.locator('.chips [data-outcome=warned]').click();
      await page.locator('[name=q]').fill('envelope & more');
      const hash = String(await page.evaluate('location.hash'));
      expect(hash).toBe('#q=envelope+%26+more&outcome=warned');
      const again = await open(log, { hash: '#area=HDR&outcome=warned' });
      expect(await shown(again.page)).toEqual(['HDR-04']);
      expect(await again.page.locator('[name=area]').inputValue()).toBe('HDR');
    });

    test('give way to a link to a requirement that they hide', async () => {
      const { page } = await open(log, { hash: '#outcome=failed' });
      await page.locator('.cells a[href="#SEND-02"]').click();
      await page.locator('#SEND-02 .statement').waitFor();
    });
  });

  describe('hostile texts', () => {
    test('run nothing and make no element, closed or opened', async () => {
      const { page, complaints } = await open(hostileLog());
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      await page.waitForFunction(
        "document.querySelectorAll('.exchange').length === document.querySelectorAll('.sides').length",
      );
      expect(await page.evaluate('globalThis.owned')).toBeUndefined();
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(2);
      expect(complaints).toEqual([]);
    });

    test('are shown as they are, controls made visible', async () => {
      const { page } = await open(hostileLog());
      const actual = await page.locator('#ENV-01 .actual pre').allTextContents();
      expect(actual).toContain(hostile.scriptEnd);
      expect(actual).toContain(hostile.cdataEnd);
      expect(actual).toContain(hostile.emoji);
      expect(actual).toContainEqual(expect.stringContaining('nul ␀ bell ␇ escape ␛[31m'));
      expect(actual).toContainEqual(expect.stringContaining('\\u202eright to left override'));
    });

    test('a raw body with an end of script in it is text', async () => {
      const { page } = await open(hostileLog(), { hash: '#HDR-02' });
      await openExchanges(page, '#HDR-02');
      expect(await page.locator('#HDR-02 .body').nth(1).textContent()).toContain(hostile.scriptEnd);
    });

    test('the policy refuses a script that is not ours and anything to be fetched', async () => {
      const { page } = await open(greenLog());
      await page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'owned = 1' }))",
      );
      expect(await page.evaluate('globalThis.owned')).toBeUndefined();
      expect(await page.evaluate("fetch('data:,text').then(() => 'fetched', () => 'refused')")).toBe('refused');
    });
  });

  test('a thousand findings build no exchange until it is opened', async () => {
    const { page, complaints } = await open(manyFindingsLog(1000));
    expect(await page.locator('.finding').count()).toBe(1000);
    expect(await page.locator('.sides').count()).toBe(0);
    await page.locator('.requirement[open] .exchange > summary').first().click();
    await page.locator('.sides').first().waitFor();
    expect(await page.locator('.sides').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('prints what is violated open, and closes it again', async () => {
    const { page } = await open(runLog({ findings: [finding('ENV-01#1'), finding('COND-05#1')] }));
    const opened = () => page.locator('.requirement[open]').count();
    expect(await opened()).toBe(1);
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await opened()).toBe(2);
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await opened()).toBe(1);
  });

  test('without a script it still tells everything but the exchanges, and offers no dead controls', async () => {
    const { page } = await open(runLog({ findings: [finding('ENV-01#1')] }), { script: false });
    expect(await page.locator('h1').textContent()).toBe('Non-conformant');
    expect(await page.locator('#ENV-01 .actual pre').isVisible()).toBe(true);
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('.copy').first().isVisible()).toBe(false);
  });

  test('fits a phone: nothing is wider than the screen', async () => {
    const { page } = await open(hostileLog());
    await page.setViewportSize({ width: 360, height: 740 });
    await openExchanges(page, '#ENV-01');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
