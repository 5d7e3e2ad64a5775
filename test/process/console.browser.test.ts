import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launch } from '../web/support/browser.ts';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14_820;

describe('the console in a real browser, over the real process', () => {
  let directory: string;
  let tocsin: RealTocsin;
  let browser: Browser;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tocsin-browser-'));
    tocsin = new RealTocsin(
      ['demo', '--port', String(PORT), '--shop-port', String(PORT + 10), '--data', directory],
      PORT,
    );
    await tocsin.until('every monitor is up', async () =>
      (await tocsin.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
    );
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await tocsin?.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([
    ['a desk', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    [
      'a phone at night',
      { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true, hasTouch: true },
    ],
  ] as const)(
    'at %s: break, see, acknowledge, repair',
    async (where, how) => {
      const context: BrowserContext = await browser.newContext(how);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await page.goto(tocsin.url);
      const sentence = page.locator('#sentence');
      await sentence.filter({ hasText: 'all 3 monitors up' }).waitFor({ timeout: 15_000 });

      await page.getByLabel('You are').selectOption('devops-1');
      // On a phone the demo's buttons are folded away.
      if (where !== 'a desk') await page.locator('details.demo > summary').click();
      await page.getByRole('button', { name: 'Backend answers 500' }).click();
      await sentence.filter({ hasText: 'application completely down (P1)' }).waitFor({ timeout: 20_000 });
      await sentence.filter({ hasText: 'Paged on-call-devops' }).waitFor({ timeout: 10_000 });
      await sentence.filter({ hasText: /lead-developer is next in \d:\d\d/ }).waitFor({ timeout: 10_000 });
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      expect([where, wide <= 0]).toEqual([where, true]);
      if (process.env.SHOTS)
        await page.screenshot({ path: join(process.env.SHOTS, `${where.replaceAll(' ', '-')}.png`), fullPage: true });

      await page.getByRole('button', { name: 'Acknowledge' }).first().click();
      await sentence.filter({ hasText: /Acknowledged by/ }).waitFor({ timeout: 10_000 });

      await page.getByRole('button', { name: 'Repair' }).click();
      await sentence.filter({ hasText: 'all 3 monitors up' }).waitFor({ timeout: 30_000 });
      const status = await tocsin.get('/api/status');
      expect(status.incidents).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    },
    90_000,
  );
});
