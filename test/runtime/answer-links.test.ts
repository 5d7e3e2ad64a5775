import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../src/core/plan.ts';
import type { AnswerLinkAsk } from '../../src/core/ports.ts';
import { answerLinks } from '../../src/runtime/answer-links.ts';
import { shop } from '../support/plan.ts';

const ask: AnswerLinkAsk = { incident: 'shop-1', generation: 1, person: 'ada', action: 'acknowledge', message: 'm' };
const own = 'o'.repeat(43);
const [first, second] = ['1'.repeat(32), '2'.repeat(32)];

const links = (more: Partial<Plan['console']>, values: Record<string, string> = {}) => {
  const plan = shop();
  return answerLinks({
    plan: () => ({ ...plan, console: { ...plan.console, publicUrl: 'https://tocsin.example.com/ops/', ...more } }),
    secrets: { get: async (name) => values[name] },
    own: async () => own,
  });
};
const tokenOf = (link: string | undefined) => link!.replace('https://tocsin.example.com/ops/a/', '');

describe('answer links', () => {
  it('lead to the public address; without one there are none', async () => {
    expect(await links({}).sign(ask)).toMatch(/^https:\/\/tocsin\.example\.com\/ops\/a\/shop-1\.1\.ada\.a/);
    const plan = shop();
    expect(
      await answerLinks({ plan: () => plan, secrets: { get: async () => undefined }, own: async () => own }).sign(ask),
    ).toBeUndefined();
  });

  it("are signed with the directory's own key where the config names none", async () => {
    const token = tokenOf(await links({}).sign(ask));
    expect(await links({}).read(token)).toMatchObject({ person: 'ada' });
    expect(await links({ answerKey: first }).read(token)).toBeUndefined();
    // The first key of one's own is set like any other that replaces one.
    expect(await links({ answerKey: first, answerKeyBefore: own }).read(token)).toMatchObject({ person: 'ada' });
  });

  it('outlive one rotation of the key, and no second one', async () => {
    const values = { one: first, two: second, three: '3'.repeat(32) };
    const of = (answerKey: string, answerKeyBefore?: string) =>
      links({ answerKey, ...(answerKeyBefore !== undefined && { answerKeyBefore }) }, values);
    const old = tokenOf(await of('${secret:one}').sign(ask));
    const rotated = of('${secret:two}', '${secret:one}');
    expect(await rotated.read(old)).toMatchObject({ person: 'ada' });
    expect(await rotated.read(tokenOf(await rotated.sign(ask)))).toMatchObject({ person: 'ada' });
    expect(await of('${secret:two}').read(tokenOf(await rotated.sign(ask)))).toMatchObject({ person: 'ada' });
    expect(await of('${secret:three}', '${secret:two}').read(old)).toBeUndefined();
  });

  it('a key that can be guessed, or is not set, is said with its remedy', async () => {
    await expect(links({ answerKey: '${secret:weak}' }, { weak: 'hunter2' }).sign(ask)).rejects.toThrow(
      /answer-key has 7 characters: 32 random ones at least are needed, as `openssl rand -base64 32`/,
    );
    await expect(links({ answerKey: '${secret:none}' }).read('x')).rejects.toThrow(/the secret 'none' is not set/);
  });
});
