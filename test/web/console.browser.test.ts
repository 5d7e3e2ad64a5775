import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launch } from './support/browser.ts';
import { serveScene } from './support/server.ts';

// A browser on a busy machine takes its time.
jest.setTimeout(30_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Opens the console over a scene; whatever the page complains about is a failure, refused inline code included. */
async function visit(
  scene: string,
  use: (page: Page, stop: () => Promise<void>) => Promise<void>,
  options: { path?: string; width?: number } = {},
): Promise<void> {
  const { url, stop } = await serveScene(scene, 0);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()));
    await page.goto(url + (options.path ?? '/'));
    await page.locator('.topbar [data-ok="true"]').waitFor();
    await use(page, stop);
    expect(complaints.filter((text) => !/ERR_CONNECTION|ERR_INCOMPLETE|Failed to fetch|409/.test(text))).toEqual([]);
  } finally {
    await context.close();
    await stop();
  }
}

describe('the console in a browser', () => {
  it('acknowledges in two taps the first time: who are you, and done (A1)', async () => {
    await visit('p1', async (page) => {
      expect(await page.title()).toBe('(!) P1 shop');
      const before = await page.locator('#sentence .running').textContent();
      await page.locator('.headline button', { hasText: 'Acknowledge' }).click();
      await page.locator('dialog button', { hasText: 'lead-developer' }).click();
      await page.locator('.headline .reply', { hasText: 'acknowledged by lead-developer' }).waitFor();
      await page.locator('#sentence', { hasText: 'Acknowledged by lead-developer' }).waitFor();
      expect(await page.title()).toBe('P1 shop, acknowledged');
      expect(before).toMatch(/^\d+:\d\d$/);
      // The line arrives with the next update of the page.
      await page.locator('.timeline').getByText('acknowledged by lead-developer (console)').waitFor();
      expect(await page.locator('#you').inputValue()).toBe('lead-developer');
    });
  });

  it('notes, hands over, and takes an acknowledgement back', async () => {
    await visit('acknowledged', async (page) => {
      await page.getByLabel('You are').selectOption('devops-1');
      const panel = page.locator('#incident');
      await panel.getByLabel('A note').fill('restarted the pool');
      await panel.getByRole('button', { name: 'Note' }).click();
      await panel.locator('.timeline').getByText('devops-1 (console): restarted the pool').waitFor();
      await panel.getByRole('button', { name: 'Take it back' }).click();
      await panel.locator('.reply', { hasText: 'paging goes on' }).waitFor();
      await panel.getByRole('button', { name: 'Reassign' }).click();
      await panel.locator('.reply.error', { hasText: 'Choose whom to hand it to first.' }).waitFor();
      await panel.getByLabel('Hand it to').selectOption('senior-developer');
      await panel.getByRole('button', { name: 'Reassign' }).click();
      await panel.locator('.reply', { hasText: 'reassigned to senior-developer' }).waitFor();
      await panel.locator('.pages').getByText('assignee').waitFor();
      expect(await panel.getByRole('button', { name: 'Take it back' }).count()).toBe(0);
    });
  });

  it('shows what was reported and by whom, and ends it (I7)', async () => {
    await visit('reported', async (page) => {
      const sentence = page.locator('#sentence', { hasText: 'checkout is broken (P1). Reported by ada (console)' });
      await sentence.waitFor();
      const said = page.locator('#incident li', { hasText: 'checkout is broken' }).last();
      await said.waitFor();
      await page.locator('#incident button', { hasText: 'resolve' }).click();
      await page.locator('dialog button', { hasText: 'lead-developer' }).click();
      await page.locator('#incident .reply', { hasText: 'resolved by lead-developer' }).waitFor();
    });
  });

  it('keeps an opened monitor and the focus while news comes in', async () => {
    await visit('p1', async (page) => {
      await page.locator('.monitor summary', { hasText: 'ingress' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.monitor[open] .plot canvas').waitFor();
      const age = await page.locator('.monitor[open] .age').textContent();
      await page.locator('.monitor[open] .age', { hasNotText: age ?? '' }).waitFor();
      expect(await page.locator('.monitor[open] .name').textContent()).toBe('ingress');
      expect(await page.evaluate('document.activeElement.closest(".monitor")?.open')).toBe(true);
      expect(await page.locator('.monitor[open] .phases').textContent()).toContain('tls');
    });
  });

  it('lets an approver approve the plan that is shown, and no one else (G1)', async () => {
    await visit('approval', async (page) => {
      await page.locator('.remedy .summary', { hasText: 'roll backend back from 1.8.3 to 1.8.2' }).waitFor();
      await page.locator('#you').selectOption('senior-developer');
      await page.locator('.remedy button', { hasText: 'Approve' }).click();
      await page.locator('.remedy .error', { hasText: 'not among the approvers' }).waitFor();
      await page.locator('#you').selectOption('lead-developer');
      await page.locator('.remedy button', { hasText: 'Approve' }).click();
      await page.locator('.remedy .state', { hasText: 'by lead-developer' }).waitFor();
    });
  });

  it('says that it is stale when Tocsin is gone, instead of freezing', async () => {
    await visit('well', async (page, stop) => {
      await stop();
      await page
        .locator('.stale', { hasText: /No news from Tocsin since \d\d:\d\d:\d\d - this page is stale/ })
        .waitFor({
          timeout: 10_000,
        });
      expect(await page.title()).toContain('(stale)');
    });
  });

  it('shows markup from outside as the text it is', async () => {
    await visit('nasty', async (page) => {
      await page.locator('.timeline li').first().waitFor();
      expect(await page.evaluate('window.pwned')).toBeUndefined();
      expect(await page.locator('#sentence').textContent()).toContain('<img src=x onerror="window.pwned=1">');
      expect(await page.locator('main img, main b, main script').count()).toBe(0);
    });
  });

  it('leads from the incident and from the monitor to what to do, and back', async () => {
    await visit('p1', async (page) => {
      const links = page.locator('#incident .reasons a[href="/runbook/status"]');
      expect(await links.first().textContent()).toBe('wrong status');
      expect(await page.locator('#incident a[href="https://wiki.example.com/backend"]').count()).toBe(1);
      await page
        .locator('.monitor summary')
        .filter({ has: page.getByText('backend', { exact: true }) })
        .click();
      await page.locator('.monitor[open] .facts a[href="/runbook/status"]').click();
      await page.locator('h1', { hasText: 'status: wrong status' }).waitFor();
      await page.locator('.article a', { hasText: 'deadline (no answer in time)' }).click();
      await page.locator('h1', { hasText: 'deadline: no answer in time' }).waitFor();
      await page.locator('.article a[href="/"]').click();
      await page.locator('.topbar [data-ok="true"]').waitFor();
    });
  });

  it('keeps the runbook readable on a phone: every command is seen as a whole', async () => {
    await visit(
      'well',
      async (page) => {
        for (const name of ['/runbook', '/runbook/tls_expired', '/runbook/database-connection']) {
          await page.goto(new URL(name, page.url()).href);
          expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 360]);
          const cut = `[...document.querySelectorAll('pre')].filter((one) => one.scrollWidth > one.clientWidth).length`;
          expect([name, await page.evaluate(cut)]).toEqual([name, 0]);
        }
        await page.goto(new URL('/', page.url()).href);
        await page.locator('.topbar [data-ok="true"]').waitFor();
      },
      { width: 360 },
    );
  });

  it('mutes a monitor and ends the mute (M1)', async () => {
    await visit('well', async (page) => {
      await page.locator('#you').selectOption('devops-1');
      await page.locator('#mute-monitor').selectOption('backend');
      await page.locator('#mute-why').fill('planned work');
      await page.locator('.muteform button').click();
      await page.locator('.mutes li', { hasText: 'backend' }).waitFor();
      await page.locator('.mutes li button').click();
      await page.locator('.mutes li').waitFor({ state: 'detached' });
    });
  });

  it.each([
    ['p1', '/'],
    ['acknowledged', '/incidents/shop-1'],
    ['many', '/'],
    ['nasty', '/'],
  ])('fits a phone of 360 pixels, with room for fingers: %s %s', async (scene, path) => {
    await visit(
      scene,
      async (page) => {
        await page.locator('.timeline li').first().waitFor();
        await page.evaluate('for (const one of document.querySelectorAll(".monitor")) one.open = true');
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
        const small = await page.evaluate(`[...document.querySelectorAll('button, select, summary')]
          .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 44)
          .map((node) => node.outerHTML.slice(0, 80))`);
        expect(small).toEqual([]);
      },
      { path, width: 360 },
    );
  });
});
