import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/incident/decide.ts';
import { isOver } from '../../../src/core/incident/over.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { Pure } from '../../support/pure.ts';

/** The backend fails, recovers for longer than what would resume the incident, and fails again: shop-1 is over, shop-2 is open. */
function failedTwice(): Pure {
  const engine = new Pure();
  engine.truth = (monitor) => (monitor === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(2 * MINUTE);
  engine.truth = () => 'up';
  engine.run(90 * MINUTE);
  if (!isOver(engine.head())) throw new Error('it is not over');
  engine.truth = (monitor) => (monitor === 'backend' ? 'down' : 'up');
  engine.got = { page: () => undefined };
  engine.run(2 * MINUTE);
  return engine;
}

describe('what is about an incident that is over', () => {
  it('is nothing to the one that came after it, though its keys and generations are the same (A1, A3, rule 5)', () => {
    const engine = failedTwice();
    const head = engine.head();
    const [key] = Object.keys(head.effects).filter((each) => each.startsWith('page/'));
    expect([head.id, head.generation, key]).toEqual(['shop-2', 1, expect.any(String)]);
    expect(engine.claimed.some(({ incident, due }) => incident === 'shop-1' && due.key === key)).toBe(true);
    const answered = { by: 'devops-1', via: 'link', generation: 1 };
    const events = [
      { type: 'acknowledge', ...answered },
      { type: 'escalate', ...answered },
      { type: 'resolve', ...answered },
      { type: 'note', text: 'it was the disk', ...answered },
      { type: 'claim', key: key!, lease: engine.now + MINUTE },
      { type: 'outcome', kind: 'page', key: key!, got: { is: 'accepted' } },
      { type: 'unreached', generation: 1, key: key!, channel: 'sms', why: 'busy' },
      { type: 'look', run: head.run.number },
      { type: 'revive' },
    ] as const;
    for (const event of events) {
      const late = decide(head, { ...event, id: 'late', incident: 'shop-1' } as never, engine.context());
      expect([event.type, late]).toEqual([
        event.type,
        { incident: head, lines: [], reply: { is: 'refused', text: 'incident shop-1 is over' } },
      ]);
      // The same about this one is another matter.
      const own = decide(head, { ...event, id: 'own', incident: 'shop-2' } as never, engine.context());
      expect([event.type, own.reply]).not.toEqual([event.type, late.reply]);
    }
  });
});
