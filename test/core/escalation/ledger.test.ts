import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EMPTY_LEDGER,
  type LedgerPage,
  settleSlot,
  takeSlot,
  takeSlotAgain,
} from '../../../src/core/escalation/ledger.ts';
import type { Severity } from '../../../src/core/severity/severity.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';

const ask = (incident: string, severity: Severity = 'P2', firstPage = true) => ({ incident, severity, firstPage });

/** Takes a slot and, where it sends, settles it. */
function page(ledger: LedgerPage, incident: string, now: number, severity: Severity = 'P2', accepted = true) {
  const taken = takeSlot(ledger, ask(incident, severity), now);
  const settled = taken.slot.do === 'send' ? settleSlot(taken.ledger, now, incident, accepted) : taken.ledger;
  return { slot: taken.slot, ledger: settled };
}

describe('the ledger of one person (I4)', () => {
  it('sends the first page at once, collects what follows into one message, keeps the third slot for a P1', () => {
    let { slot, ledger } = page(EMPTY_LEDGER, 'a', 0);
    expect(slot).toEqual({ do: 'send', others: 0 });
    for (const id of ['b', 'c', 'd']) {
      ({ slot, ledger } = page(ledger, id, SECOND));
      expect(slot).toEqual({ do: 'wait', until: 11 * SECOND });
    }
    ({ slot, ledger } = page(ledger, 'c', 11 * SECOND));
    expect(slot).toEqual({ do: 'send', others: 2 });
    ({ slot, ledger } = page(ledger, 'b', 11 * SECOND));
    expect(slot.do).toBe('bundled');
    ({ slot, ledger } = page(ledger, 'e', 20 * SECOND));
    expect(slot.do).toBe('wait');
    ({ slot, ledger } = page(ledger, 'urgent', 20 * SECOND, 'P1'));
    expect(slot).toEqual({ do: 'send', others: 1 });
  });

  it('stands for an incident once: its next page is a page of its own', () => {
    let { ledger } = page(EMPTY_LEDGER, 'a', 0);
    ({ ledger } = page(ledger, 'b', 0));
    ({ ledger } = page(ledger, 'c', 0));
    ({ ledger } = page(ledger, 'b', 10 * SECOND));
    const first = page(ledger, 'c', 11 * SECOND);
    expect(first.slot.do).toBe('bundled');
    expect(page(first.ledger, 'c', 12 * SECOND).slot.do).toBe('wait');
  });

  it('counts nobody as paged by a message that failed, or whose sender died', () => {
    let { ledger } = page(EMPTY_LEDGER, 'a', 0);
    ({ ledger } = page(ledger, 'b', 0));
    ({ ledger } = page(ledger, 'c', 0));
    const failed = page(ledger, 'b', 10 * SECOND, 'P2', false);
    expect(failed.ledger.sent).toEqual([{ at: 0, incident: 'a' }]);
    expect(page(failed.ledger, 'c', 20 * SECOND).slot).toEqual({ do: 'send', others: 0 });

    const died = takeSlot(ledger, ask('b'), 10 * SECOND);
    expect(takeSlot(died.ledger, ask('c'), 11 * SECOND).slot.do).toBe('wait');
    expect(takeSlot(died.ledger, ask('c'), 10 * SECOND + 2 * MINUTE).slot.do).not.toBe('bundled');
  });

  it('holds nothing back that one incident has to say again', () => {
    let ledger: LedgerPage = EMPTY_LEDGER;
    for (let n = 0; n < 6; n++) {
      const got = page(ledger, 'a', n * 20 * SECOND, n % 2 === 0 ? 'P1' : 'P2');
      expect(got.slot).toEqual({ do: 'send', others: 0 });
      ledger = got.ledger;
    }
  });

  it('counts a page that went out on another way: its slot was given back with the way that failed (E5)', () => {
    let ledger: LedgerPage = EMPTY_LEDGER;
    for (const [nth, id] of ['a', 'b'].entries()) {
      const failed = page(ledger, id, nth * MINUTE, 'P1', false);
      const again = takeSlotAgain(failed.ledger, ask(id, 'P1'), nth * MINUTE);
      expect(again.slot).toEqual({ do: 'send', others: 0 });
      ledger = settleSlot(again.ledger, nth * MINUTE, id, true);
    }
    expect(ledger.sent.map(({ incident }) => incident)).toEqual(['a', 'b']);
    expect(page(ledger, 'c', 2 * MINUTE).slot).toEqual({ do: 'wait', until: 5 * MINUTE });
    expect(page(ledger, 'c', 2 * MINUTE, 'P1').slot).toEqual({ do: 'send', others: 0 });
    expect(takeSlotAgain(ledger, ask('d'), 2 * MINUTE).slot).toEqual({ do: 'wait', until: 5 * MINUTE });
  });

  it('another way takes along who waits, as the one that failed would have', () => {
    let { ledger } = page(EMPTY_LEDGER, 'a', 0);
    ({ ledger } = page(ledger, 'b', 0));
    ({ ledger } = page(ledger, 'c', 0));
    const failed = page(ledger, 'b', 10 * SECOND, 'P2', false);
    expect(takeSlotAgain(failed.ledger, ask('b'), 10 * SECOND).slot).toEqual({ do: 'send', others: 1 });
  });

  it('a page that may have arrived holds its slot: what is sent again takes no other, and counts from then on (E5)', () => {
    const { ledger } = page(EMPTY_LEDGER, 'a', 0);
    const again = takeSlotAgain(ledger, ask('a'), 5 * SECOND);
    expect(again.slot).toEqual({ do: 'send', others: 0 });
    expect(again.ledger.sent).toEqual([{ at: 5 * SECOND, incident: 'a', before: 0 }]);
    expect(settleSlot(again.ledger, 5 * SECOND, 'a', false).sent).toEqual([{ at: 0, incident: 'a' }]);
  });

  it("a later level's page on another way counts, also where an earlier one has a slot still (I4, E5)", () => {
    let { ledger } = page(EMPTY_LEDGER, 'a', 0);
    const failed = page(ledger, 'a', 4 * MINUTE, 'P1', false);
    const again = takeSlotAgain(failed.ledger, ask('a', 'P1'), 4 * MINUTE);
    ledger = settleSlot(again.ledger, 4 * MINUTE, 'a', true);
    for (const id of ['b', 'c']) ({ ledger } = page(ledger, id, 4 * MINUTE, 'P1'));
    expect(page(ledger, 'd', 6 * MINUTE, 'P1').slot).toEqual({ do: 'wait', until: 9 * MINUTE });
  });

  it('never lets pages of more than three incidents through in five minutes, and leaves nobody waiting for ever', () => {
    const event = fc.record({
      id: fc.integer({ min: 0, max: 30 }),
      after: fc.integer({ min: 0, max: 90_000 }),
      urgent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), (events) => {
        let ledger: LedgerPage = EMPTY_LEDGER;
        let now = 0;
        const sends: { at: number; id: string }[] = [];
        const due = new Map<string, { at: number; severity: Severity }>();
        const attempt = (id: string, severity: Severity) => {
          const got = page(ledger, id, now, severity);
          ledger = got.ledger;
          if (got.slot.do === 'send') sends.push({ at: now, id });
          if (got.slot.do === 'wait') due.set(id, { at: Math.max(got.slot.until, now + 1), severity });
          else due.delete(id);
        };
        const drain = (until: number) => {
          for (;;) {
            const next = [...due].sort((a, b) => a[1].at - b[1].at)[0];
            if (!next || next[1].at > until) break;
            now = next[1].at;
            attempt(next[0], next[1].severity);
          }
          now = until;
        };
        for (const { id, after, urgent } of events) {
          drain(now + after);
          if (!due.has(`i${id}`)) attempt(`i${id}`, urgent ? 'P1' : 'P2');
        }
        drain(now + 60 * MINUTE);
        expect(due.size).toBe(0);
        for (const { at } of sends) {
          const near = sends.filter((other) => other.at >= at && other.at < at + 5 * MINUTE);
          expect(new Set(near.map(({ id }) => id)).size).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 200 },
    );
  });
});
