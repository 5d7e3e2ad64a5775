import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import type { RemedyContext, RemedyKind } from '../../src/remedies/define.ts';
import { MONDAY } from './plan.ts';

/** In every place of a stand's settings that may hold a secret. */
export const SECRET = 'hunter2-canary';

/**
 * How what a remedy acts upon behaves: `swallows` acts and loses the answer, `silent` gets the request and does nothing,
 * `repeats` refuses with a reason that holds the secret it was shown.
 */
export type Mood = 'well' | 'idle' | 'swallows' | 'silent' | 'nonsense' | 'repeats';

/** What a remedy acts upon, played for the contract: it knows what was asked and what really changed. */
export interface RemedyStand {
  readonly settings: Record<string, unknown>;
  mood(to: Mood): void;
  /** Requests for a change so far. */
  asked(): number;
  /** Times the world was really changed. */
  changes(): number;
  close(): Promise<void>;
}

/** What every remedy promises (G1, G5). `open` starts a stand that has something to remedy. */
export function remedyContract(kind: RemedyKind, open: () => Promise<RemedyStand>): void {
  const context: RemedyContext = {
    remedy: 'it',
    timeout: 10_000,
    now: MONDAY,
    incident: 'shop-1',
    key: 'k1',
    failedAt: MONDAY - MINUTE,
  };
  /** For whoever does not answer: nobody waits long for that. */
  const hasty = { ...context, timeout: 300 };
  let stand: RemedyStand;
  beforeEach(async () => {
    stand = await open();
  });
  afterEach(() => stand.close());

  const plan = (patience = context) => kind.plan(stand.settings, patience);
  const intent = async () => {
    const got = await plan();
    if (got.is !== 'planned') throw new Error(`not planned: ${got.why}`);
    return got.intent;
  };

  it('plans without writing, the same plan under the same hash (G1)', async () => {
    const first = await intent();
    expect(await intent()).toEqual(first);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(stand.changes()).toBe(0);
  });

  it('refuses with a reason where there is nothing to do', async () => {
    stand.mood('idle');
    expect(await plan()).toEqual({ is: 'refused', why: expect.stringMatching(/\w/) });
    expect(stand.changes()).toBe(0);
  });

  it('applies once under one key, however often it is asked (G5)', async () => {
    const wanted = await intent();
    for (let i = 0; i < 3; i++)
      expect(await kind.apply(wanted, stand.settings, context)).toMatchObject({ is: 'applied' });
    expect(stand.changes()).toBe(1);
  });

  it('does not apply a plan whose ground is gone', async () => {
    const wanted = await intent();
    await kind.apply(wanted, stand.settings, context);
    expect((await kind.apply(wanted, stand.settings, { ...context, key: 'k2' })).is).toBe('refused');
    expect(stand.changes()).toBe(1);
  });

  it('does not know what became of an apply whose answer is lost, and does not send it again by itself (G5)', async () => {
    const wanted = await intent();
    const before = stand.asked();
    stand.mood('swallows');
    expect((await kind.apply(wanted, stand.settings, context)).is).toBe('unknown');
    expect([stand.asked() - before, stand.changes()]).toEqual([1, 1]);
    // It is re-read, and were it asked for again under its key, it would stay at one.
    stand.mood('well');
    expect(await kind.verify(wanted, stand.settings, context)).toEqual({ is: 'healthy' });
    expect(await kind.apply(wanted, stand.settings, context)).toMatchObject({ is: 'applied' });
    expect(stand.changes()).toBe(1);
  });

  it('verifies by reading: not healthy before, healthy after', async () => {
    const wanted = await intent();
    expect((await kind.verify(wanted, stand.settings, context)).is).not.toBe('healthy');
    expect(stand.changes()).toBe(0);
    await kind.apply(wanted, stand.settings, context);
    for (let i = 0; i < 2; i++) expect(await kind.verify(wanted, stand.settings, context)).toEqual({ is: 'healthy' });
    expect(stand.changes()).toBe(1);
  });

  it.each<Mood>(['silent', 'nonsense'])('takes %s for no plan, no outcome and no health', async (mood) => {
    const wanted = await intent();
    const patience = mood === 'silent' ? hasty : context;
    stand.mood(mood);
    expect((await plan(patience)).is).toBe('refused');
    expect((await kind.apply(wanted, stand.settings, patience)).is).toBe('unknown');
    expect((await kind.verify(wanted, stand.settings, patience)).is).toBe('pending');
    expect(stand.changes()).toBe(0);
  });

  it('knows that nothing happened where nobody listens', async () => {
    const wanted = await intent();
    await stand.close();
    expect((await plan()).is).toBe('refused');
    expect((await kind.apply(wanted, stand.settings, context)).is).toBe('refused');
    expect((await kind.verify(wanted, stand.settings, context)).is).toBe('pending');
    stand = await open();
  });

  it('shows no secret in what it says (W7)', async () => {
    const wanted = await intent();
    const shown: unknown[] = [];
    for (const mood of ['repeats', 'nonsense', 'silent'] as const) {
      const patience = mood === 'silent' ? hasty : context;
      stand.mood(mood);
      shown.push(await plan(patience), await kind.apply(wanted, stand.settings, patience));
      shown.push(await kind.verify(wanted, stand.settings, patience));
    }
    expect(shown).toContainEqual({ is: 'refused', why: expect.stringContaining('[redacted]') });
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });
}
