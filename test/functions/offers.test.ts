import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../src/core/message/message.ts';
import type { Plan } from '../../src/core/plan.ts';
import { SCENES } from '../web/support/scenes.ts';

/** What each channel's last message about a plan that waits offers its reader. */
async function offered(plan: (shop: Plan) => Plan): Promise<readonly Message['offers'][number][]> {
  const simulation = await SCENES.approval!();
  simulation.reconfigure(plan(simulation.plan));
  await simulation.answer({ action: 'escalate', incident: 'shop-1', by: 'ada', via: 'console' });
  await simulation.answer({ action: 'reassign', incident: 'shop-1', by: 'ada', to: 'lead-developer', via: 'console' });
  await simulation.run(1_000);
  const last = simulation.sent('page').at(-1)!;
  expect([last.message.person, last.channel]).toEqual(['lead-developer', 'phone']);
  return last.message.offers;
}
const publicly = (plan: Plan): Plan => ({ ...plan, console: { ...plan.console, publicUrl: 'https://t.example.com' } });
const unsafe = (plan: Plan): Plan => {
  const { phone } = plan.channels;
  return { ...plan, channels: { ...plan.channels, phone: { ...phone!, can: { ...phone!.can, approve: false } } } };
};

describe('what a message offers', () => {
  it('carries a link each, where there is a public address', async () => {
    const offers = await offered(publicly);
    expect(offers.map(({ action }) => action)).toEqual(['acknowledge', 'approve', 'refuse', 'escalate']);
    for (const { href } of offers) expect(href).toMatch(/^https:\/\/t\.example\.com\/a\/shop-1\.1\.lead-developer\./);
    expect(new Set(offers.map(({ href }) => href)).size).toBe(4);
    expect((await offered((plan) => plan)).every(({ href }) => href === undefined)).toBe(true);
  });

  it('holds no approval where others can read it: SMS and calls (G1)', async () => {
    const offers = await offered((plan) => unsafe(publicly(plan)));
    expect(offers.map(({ action }) => action)).toEqual(['acknowledge', 'escalate']);
  });
});
