import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story } from '../support/story.ts';

const critical = withMonitor(shop(), 'backend', { severity: 'P1' });
const acknowledge = { action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' } as const;

/** To the millisecond before the secondary is due. */
async function atTheEdge() {
  const s = await story(critical);
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  const head = await s.head('shop');
  const claimed = Object.values(head.effects).find((e) => e.kind === 'page')!.state;
  const since = claimed.is === 'done' ? claimed.since : claimed.at;
  await s.clock.advance(since + 5 * MINUTE - 1);
  return s;
}

describe('acknowledgement against timer (A5)', () => {
  it('the acknowledgement first: the secondary is never paged (V2)', async () => {
    const s = await atTheEdge();
    await s.answer(acknowledge);
    await s.run(20 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });

  it('the timer first: the secondary is paged once, and told of the acknowledgement that followed (A2)', async () => {
    const s = await atTheEdge();
    await s.run(1);
    const answering = s.answer(acknowledge);
    await s.run(20 * MINUTE);
    expect((await answering).ok).toBe(true);
    const pages = paged(s);
    expect(pages.length).toBeLessThanOrEqual(2);
    if (pages.length === 2) {
      expect(s.sent('update').map((r) => r.message.person)).toContain('lead-developer');
    }
  });

  it('in every interleaving with the page step exactly one wins', async () => {
    // Acknowledge in the middle of the n-th port call around the moment the level is due.
    for (let n = 0; n < 40; n++) {
      const s = await atTheEdge();
      let calls = 0;
      let ackStored = Number.POSITIVE_INFINITY;
      s.faults.use((call) => {
        if (calls++ === n) void s.answer(acknowledge).then(() => (ackStored = s.clock.now()));
        return call.nth < 0 ? 'conflict' : undefined;
      });
      await s.run(10 * MINUTE);
      const head = await s.head('shop');
      expect(head.attention).toMatchObject({ is: 'acknowledged', by: 'devops-1' });
      const late = Object.values(head.effects).filter(
        (e) => e.kind === 'page' && e.state.is === 'done' && e.state.since > ackStored,
      );
      expect(late).toEqual([]);
    }
  });
});
