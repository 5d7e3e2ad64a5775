import { describe, expect, it } from '@jest/globals';
import { InvalidInput, look, looks, run, scheduled, work } from '../../../functions/lambda/inputs.ts';

const RUN = { incident: 'shop-1', generation: 1, run: 2 };
const LOOK = { monitor: 'backend', location: 'eu-west-1', slot: 60_000, verdict: 'down' };

describe('what a handler is called with', () => {
  it('is taken as the workflow, a prober and the scheduler send it', () => {
    expect(run({ ...RUN, error: { Error: 'x' } })).toEqual(RUN);
    expect(work({ ...RUN, do: 'page', keys: ['a'] })).toEqual({ ...RUN, keys: ['a'] });
    expect(looks({ looks: [LOOK] })).toEqual({ looks: [LOOK] });
    expect(look({ control: true })).toEqual({ control: true });
    expect(look(LOOK)).toEqual({ monitor: 'backend', location: 'eu-west-1', slot: 60_000 });
    expect(scheduled({ shard: 0, at: '2026-11-26T12:00:00Z' })).toEqual({ shard: 0, at: Date.UTC(2026, 10, 26, 12) });
  });

  it('is now where the scheduler did not fill in its time', () => {
    expect(scheduled({ shard: 1, at: '<aws.scheduler.scheduled-time>' })).toEqual({ shard: 1 });
    expect(scheduled({ shard: 1 })).toEqual({ shard: 1 });
  });

  it.each([
    [run, null, 'it is no object'],
    [run, { ...RUN, incident: '' }, "'incident' is no text"],
    [run, { ...RUN, run: '2' }, "'run' is no whole number"],
    [work, { ...RUN, keys: 'a' }, "'keys' is no list"],
    [work, { ...RUN, keys: ['a', 1] }, "'keys.1' is no text"],
    [looks, { looks: [LOOK, { ...LOOK, slot: Number.NaN }] }, "'looks.1.slot' is no whole number"],
    [looks, { looks: [null] }, 'it is no object'],
    [look, { monitor: 'backend' }, "'location' is no text"],
    [scheduled, { shard: -1 }, "'shard' is no whole number"],
  ])('is refused with its place: %p of %j', (read, event, why) => {
    expect(() => read(event)).toThrow(new InvalidInput(why));
  });
});
