import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { consentTo, tokenOf } from './support/answer-page.ts';
import { launch } from './support/browser.ts';
import { serveScene } from './support/server.ts';

// A browser on a busy machine takes its time.
jest.setTimeout(30_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** Opens a link on a phone in which scripts are off; whatever the page complains about is a failure, a refused style included. */
async function visit(scene: string, token: string, theme: Theme, use: (page: Page) => Promise<void>): Promise<void> {
  const { url, stop } = await serveScene(scene, 0);
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    colorScheme: theme,
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: false,
    deviceScaleFactor: 2,
  });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
    await page.goto(`${url}/a/${token}`);
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
    await stop();
  }
}

const state = (page: Page) => page.locator('.eyebrow strong').textContent();
/** Taps, and waits for the page that comes of it. */
const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().tap()]);
async function shot(page: Page, name: string, theme: Theme): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `link-${name}-${theme}.png`), fullPage: true });
}

/** Wide enough for a thumb, and not wider than the phone. */
async function fits(page: Page): Promise<void> {
  const { width } = page.viewportSize()!;
  for (const button of await page.getByRole('button').all()) {
    if (!(await button.isVisible())) continue;
    const box = (await button.boundingBox())!;
    expect([await button.textContent(), box.height >= 44, box.x >= 0, box.x + box.width <= width]).toEqual([
      await button.textContent(),
      true,
      true,
      true,
    ]);
  }
  const main = (await page.locator('main').boundingBox())!;
  expect(main.x + main.width).toBeLessThanOrEqual(width);
}

describe('an answer link on a phone', () => {
  it.each(THEMES)('acknowledges with one tap in sight, and takes it back: %s (A1, A6)', async (theme) => {
    await visit('p1', tokenOf(), theme, async (page) => {
      expect(await state(page)).toBe('Nobody has answered');
      await fits(page);
      const box = (await page.getByRole('button', { name: 'Acknowledge' }).boundingBox())!;
      expect(box.y + box.height).toBeLessThan(page.viewportSize()!.height);
      await shot(page, 'open', theme);
      // Dark on light, or light on dark: the page follows the phone.
      const paint = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      expect(paint).toBe(theme === 'light' ? 'rgb(245, 246, 248)' : 'rgb(14, 17, 20)');
      await press(page, 'Acknowledge');
      expect(await page.getByRole('status').textContent()).toBe('Acknowledged by devops-1.');
      expect(await state(page)).toBe('You have it');
      await shot(page, 'acknowledged', theme);
      await press(page, 'Take it back');
      expect(await state(page)).toBe('Nobody has answered');
    });
  });

  it.each(THEMES)('mutes, ends the mute, notes and hands over: %s', async (theme) => {
    await visit('p1', tokenOf(), theme, async (page) => {
      await page.locator('summary', { hasText: 'Mute' }).tap();
      await page.getByLabel('4 h', { exact: true }).check();
      await page.getByLabel('Why', { exact: true }).fill('certificate');
      await fits(page);
      await shot(page, 'mute', theme);
      await press(page, 'Mute');
      expect(await state(page)).toBe('Muted');
      await press(page, 'End the mute');
      expect(await state(page)).toBe('Nobody has answered');
      await page.locator('summary', { hasText: 'Note' }).tap();
      await page.getByLabel('What the others should know').fill('restarted the pool');
      await press(page, 'Add the note');
      expect(await page.locator('.timeline').first().textContent()).toContain('devops-1 (link): restarted the pool');
      await page.locator('summary', { hasText: 'Reassign' }).tap();
      await page.getByLabel('To whom').selectOption('senior-developer');
      await press(page, 'Reassign');
      expect(await page.getByRole('status').textContent()).toContain('Reassigned to senior-developer');
      await shot(page, 'reassigned', theme);
    });
  });

  it.each(THEMES)('approves the plan that it shows: %s (G1)', async (theme) => {
    const token = tokenOf(consentTo('approve', Date.UTC(2026, 10, 2, 14, 18)));
    await visit('approval', token, theme, async (page) => {
      await fits(page);
      await shot(page, 'approval', theme);
      await press(page, 'Approve');
      expect(await page.getByRole('status').textContent()).toBe('Approved: roll backend back from 1.8.3 to 1.8.2.');
      await shot(page, 'approved', theme);
    });
  });

  it.each([
    ['past', tokenOf(), 'It is over, nothing is left to answer'],
    ['nasty', tokenOf({ person: 'lead-developer' }), '<img src=x onerror="window.pwned=1">'],
  ])('of %s stays within the screen', async (scene, token, words) => {
    await visit(scene, token, 'dark', async (page) => {
      expect(await page.locator('main').textContent()).toContain(words);
      await fits(page);
      await shot(page, scene, 'dark');
    });
  });
});
