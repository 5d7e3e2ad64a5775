import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/core/message/message.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { shop, withMonitor } from '../../support/plan.ts';
import { story } from '../../support/story.ts';

/** The first page about a database that took the backend along. */
async function pageOf(plan: Plan): Promise<Message> {
  const s = await story(plan);
  s.world.breaks('backend', { code: 'json', text: 'says "degraded"', parts: ['database'] });
  await s.run(3 * MINUTE);
  return s.sent('page')[0]!.message;
}
const published = (more: Partial<Plan> = {}) =>
  shop({ console: { host: '127.0.0.1', port: 4780, publicUrl: 'https://tocsin.example.com/' }, ...more });

describe('the runbook of a page', () => {
  it("is the shipped page of the first broken layer's code, where the incident's link leads", async () => {
    const { link, runbook } = await pageOf(published());
    expect(link).toBe('https://tocsin.example.com/incidents/shop-1');
    expect(runbook).toBe('https://tocsin.example.com/runbook/json');
  });

  it("is the monitor's own where it has one", async () => {
    const own = 'https://wiki.example.com/backend';
    expect((await pageOf(withMonitor(published(), 'backend', { runbook: own }))).runbook).toBe(own);
    expect((await pageOf(withMonitor(shop(), 'backend', { runbook: own }))).runbook).toBe(own);
  });

  it('is not there where the console has no public address: a link that leads nowhere helps nobody', async () => {
    const message = await pageOf(shop());
    expect('runbook' in message).toBe(false);
    expect('link' in message).toBe(false);
  });

  it('is there without a link to the console where there is none, as on AWS', async () => {
    const { console, ...plan } = published();
    const { link, runbook } = await pageOf({ ...plan, console: { ...console, absent: true } });
    expect([link, runbook]).toEqual([undefined, 'https://tocsin.example.com/runbook/json']);
  });

  it('takes no room from the title and the text', async () => {
    const [without, page] = [await pageOf(shop()), await pageOf(published())];
    expect([page.title, page.summary]).toEqual([without.title, without.summary]);
    expect([...page.text].length).toBeLessThanOrEqual(300);
    expect(page.title.length).toBeLessThanOrEqual(100);
  });
});
