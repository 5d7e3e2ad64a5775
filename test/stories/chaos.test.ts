import { describe, expect, it } from '@jest/globals';
import { chaos } from '../support/chaos.ts';

const SEEDS = 25;

describe('whatever happens, and whatever befalls any port call', () => {
  it('every incident ends, everyone paged is told, repeats are marked, the head stays small (V2, V3)', async () => {
    let faults = 0;
    let pages = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { simulation, faults: had } = await chaos(seed);
      faults += had;
      const head = await simulation.stores.incidents.head('shop');
      expect([seed, head === null || head.phase === 'closed' || head.phase === 'dismissed']).toEqual([seed, true]);
      expect([seed, JSON.stringify(head).length < 32 * 1024]).toEqual([seed, true]);
      const sent = simulation.sent('page');
      pages += sent.length;
      const seen = new Set<string>();
      for (const { message } of sent) {
        const page = message.key.replace(/\/a\d+$/, '');
        const first = sent.find((other) => other.message.key.replace(/\/a\d+$/, '') === page)!;
        const maybeArrived = first.delivery.is === 'unknown' || first.delivery.is === 'accepted';
        if (seen.has(page) && maybeArrived)
          expect([seed, message.key, message.repeat]).toEqual([seed, message.key, true]);
        seen.add(page);
      }
      for (const { delivery, message, at } of sent) {
        if (delivery.is !== 'accepted') continue;
        const told = simulation.world.receipts.some(
          (other) =>
            other.message.person === message.person &&
            other.message.type === 'resolved' &&
            other.at >= at &&
            other.message.incident === message.incident,
        );
        expect([seed, message.person, message.incident, told]).toEqual([seed, message.person, message.incident, true]);
      }
    }
    expect(faults).toBeGreaterThan(SEEDS);
    expect(pages).toBeGreaterThan(SEEDS);
  }, 120_000);

  it('the same seed gives the same history, byte for byte (V5)', async () => {
    const history = async () => JSON.stringify((await chaos(7)).simulation.world.receipts);
    expect(await history()).toBe(await history());
  }, 30_000);
});
