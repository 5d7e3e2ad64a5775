import { describe, expect, it } from '@jest/globals';
import { Client } from './support/client.ts';
import { SCENES } from './support/scenes.ts';

describe('the pages without their scripts', () => {
  it('say the sentence, and bring themselves up to date', async () => {
    const page = await (await new Client(await SCENES.p1!()).ask('/')).text();
    expect(page).toMatch(/<h1[^>]*>shop: application completely down \(P1\)\..*lead-developer is next/);
    expect(page).toContain('<noscript><meta http-equiv="refresh" content="15"></noscript>');
    expect(page).not.toMatch(/<script(?![^>]* src="\/assets\/)/);
    expect(page).not.toContain('style=');
  });

  it('escape what probes and people say', async () => {
    const client = new Client(await SCENES.nasty!());
    for (const path of ['/', '/incidents/shop-1']) {
      const page = await (await client.ask(path)).text();
      expect(page).not.toContain('<img');
      expect(page).not.toContain('<b>');
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(page).toContain('&lt;img src=x onerror=&quot;window.pwned=1&quot;&gt;');
    }
    const wrong = await client.ask(`/incidents/${encodeURIComponent('<img src=x>-1')}`);
    expect(wrong.status).toBe(404);
    expect(await wrong.text()).toContain('&lt;img src=x&gt;-1');
  });

  it('load only assets that are there', async () => {
    const client = new Client(await SCENES.well!());
    const queue = [...(await (await client.ask('/')).text()).matchAll(/\/assets\/([\w.-]+)/g)].map(([, name]) => name!);
    const seen = new Set<string>();
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const response = await client.ask(`/assets/${name}`);
      expect([name, response.status]).toEqual([name, 200]);
      const body = await response.text();
      if (name !== 'uPlot.esm.js') queue.push(...[...body.matchAll(/'\.\/([\w.-]+)'/g)].map(([, other]) => other!));
    }
    expect(seen.size).toBeGreaterThan(20);
  });
});
