import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AnswerLinkAsk } from '../../src/core/ports.ts';
import { answerToken, readToken } from '../../src/wire/answer-link.ts';

const KEY = 'a key that is long enough to be one';
const OTHER = 'another key of the same length as it';
const ask: AnswerLinkAsk = {
  incident: 'shop-12',
  generation: 2,
  person: 'devops-1',
  action: 'acknowledge',
  message: 'shop-12/page/g2/l1/c0/0/devops-1/w0/a1',
};
const approval: AnswerLinkAsk = {
  ...ask,
  action: 'approve',
  remedy: 'roll-back-backend',
  hash: 'sha256:5f2c/+=',
  until: Date.UTC(2026, 10, 2, 14, 15),
};
const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
const asks: fc.Arbitrary<AnswerLinkAsk> = fc
  .record({
    incident: fc.tuple(name, fc.nat()).map(([group, n]) => `${group}-${n}`),
    generation: fc.integer({ min: 1, max: 1_000 }),
    person: name,
    action: fc.constantFrom('acknowledge' as const, 'escalate' as const),
    message: fc.string(),
  })
  .chain((plain) =>
    fc.oneof(
      fc.constant(plain),
      fc
        .record({ remedy: name, hash: fc.string({ minLength: 1 }), until: fc.nat(2 ** 42) })
        .map((plan) => ({ ...plain, ...plan, action: 'approve' as const })),
    ),
  );

describe('the token of an answer link', () => {
  it('says what was asked, to whoever has the key, and is the same for the same ask (V5)', () => {
    fc.assert(
      fc.property(asks, (each) => {
        const token = answerToken(KEY, each);
        const { message: _, ...said } = each;
        expect(readToken([KEY], token)).toEqual({ ...said, id: expect.stringMatching(/^[\w-]{22}$/) });
        expect(answerToken(KEY, { ...each })).toBe(token);
      }),
    );
  });

  it('fits an SMS, and ends with a letter, so that phones make all of it a link', () => {
    expect(`https://tocsin.example.com/a/${answerToken(KEY, ask)}`.length).toBeLessThanOrEqual(110);
    fc.assert(fc.property(asks, (each) => expect(answerToken(KEY, each)).toMatch(/^[\w.-]*[A-Za-z]$/)));
  });

  it('differs where message, person, generation, action or plan do', () => {
    const others: readonly Partial<AnswerLinkAsk>[] = [
      {},
      { message: 'another' },
      { person: 'ada' },
      { generation: 3 },
      { action: 'escalate' },
    ];
    const plans = [approval, { ...approval, hash: 'another' }, { ...approval, action: 'refuse' as const }];
    const tokens = [
      ...others.map((more) => answerToken(KEY, { ...ask, ...more })),
      ...plans.map((p) => answerToken(KEY, p)),
    ];
    const ids = tokens.map((token) => readToken([KEY], token)!.id);
    expect([new Set(tokens).size, new Set(ids).size]).toEqual([tokens.length, tokens.length]);
  });

  it('is read with either key while one is replaced, and with no other', () => {
    const token = answerToken(OTHER, ask);
    expect(readToken([KEY, OTHER], token)).toMatchObject({ incident: 'shop-12' });
    expect(readToken([KEY], token)).toBeUndefined();
    expect(readToken([], token)).toBeUndefined();
  });

  it('with any character changed, added or missing is none', () => {
    const token = answerToken(KEY, approval);
    const letters = [...'aAzZ09-_.~%/ \u0000é'];
    for (let at = 0; at <= token.length; at++)
      for (const letter of letters) {
        const changed = [
          token.slice(0, at) + letter + token.slice(at + 1),
          token.slice(0, at) + letter + token.slice(at),
          token.slice(0, at) + token.slice(at + 1),
        ].filter((each) => each !== token);
        for (const each of changed) expect([each, readToken([KEY], each)]).toEqual([each, undefined]);
      }
  });

  it.each(['', '.', '..', 'a', '.'.repeat(1_000), 'a'.repeat(10_000_000), 'shop-1.1.ada.a.b', '💥.💥'])(
    '%# is none',
    (token) => {
      expect(readToken([KEY], token)).toBeUndefined();
    },
  );
});
