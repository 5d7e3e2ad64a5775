import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buttonValue, readButton } from '../../../src/core/message/button.ts';
import type { Offer } from '../../../src/core/message/message.ts';
import { someMessage } from '../../support/channel-contract.ts';

const plan = { remedy: 'roll-back', hash: 'abc' };

describe("a button's value", () => {
  it('comes back as it went out, for every answer and any names', () => {
    const offer = fc.constantFrom<Omit<Offer, 'label'>>(
      { action: 'acknowledge' },
      { action: 'escalate' },
      { action: 'approve', ...plan },
      { action: 'refuse', ...plan },
    );
    const name = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(offer, name, name, fc.nat(), (what, incident, person, generation) => {
        const message = someMessage({ incident, person, thread: `${incident}/${generation}` });
        const value = buttonValue(message, { ...what, label: 'x' })!;
        expect(readButton(value)).toEqual({ incident, generation, person, ...what });
      }),
    );
  });

  it('is absent where it would not fit', () => {
    expect(buttonValue(someMessage({ person: 'x'.repeat(2_000) }), { action: 'escalate', label: 'x' })).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['a word', '"acknowledge"'],
    ['nothing', 'null'],
    ['another action', '{"incident":"a-1","generation":1,"action":"resolve","person":"ada"}'],
    ['no person', '{"incident":"a-1","generation":1,"action":"escalate","person":""}'],
    ['half a generation', '{"incident":"a-1","generation":1.5,"action":"escalate","person":"ada"}'],
    ['an approval of nothing', '{"incident":"a-1","generation":1,"action":"approve","person":"ada"}'],
    ['half a plan', '{"incident":"a-1","generation":1,"action":"approve","person":"ada","remedy":"r"}'],
    [
      'a plan to escalate',
      '{"incident":"a-1","generation":1,"action":"escalate","person":"ada","remedy":"r","hash":"h"}',
    ],
    ['too much', JSON.stringify({ incident: 'x'.repeat(2_001) })],
  ])('is not read where it is none of ours: %s', (_what, value) => {
    expect(readButton(value)).toBeUndefined();
  });

  it('is never more than what it says, for any text', () => {
    fc.assert(fc.property(fc.json(), (value) => expect(readButton(value)).toBeUndefined()));
  });
});
