import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { launch } from './browser.ts';
import { SCENES } from './scenes.ts';
import { serveScene } from './server.ts';

// Screenshots of every scene: node test/web/support/shots.ts <folder> [scene …]
const [folder = '.', ...wanted] = process.argv.slice(2);
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const scene of wanted.length > 0 ? wanted : Object.keys(SCENES)) {
  const { url, stop } = await serveScene(scene, 0);
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        timezoneId: 'UTC',
        locale: 'en-GB',
        hasTouch: size === 'phone',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(scene, size, error));
      page.on('console', (said) => said.type() === 'error' && console.error(scene, size, said.text()));
      await page.goto(url);
      await page.waitForSelector('.monitor');
      await page.waitForTimeout(900);
      await overflow(page, `${scene} ${size}`);
      await page.screenshot({ path: `${folder}/${scene}-${size}-${colorScheme}.png` });
      await page.evaluate(`document.querySelector('.demo').style.position = 'static'`);
      await page.screenshot({ path: `${folder}/${scene}-${size}-${colorScheme}-full.png`, fullPage: true });
      await context.close();
    }
  await stop();
}
await browser.close();
process.exit(0);

async function overflow(page: Page, what: string): Promise<void> {
  const [content, view] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
    number,
    number,
  ];
  if (content > view) console.error(`${what}: ${content} px wide in ${view}`);
}
