import { describe, expect, it } from '@jest/globals';
import { NOTE } from '../../../src/core/incident/answer.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

function paged(notify = ['phone', 'mail']): Pure {
  const { roster } = policy();
  const people = {
    ...roster.people,
    'lead-developer': { timezone: 'UTC', notify: notify.map((channel) => ({ channel })) },
  };
  const plan = shop({ rules: [], policy: policy({ roster: { ...roster, people } }) });
  const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [], severity: 'P1' }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(7 * MINUTE);
  return engine;
}
const note = (engine: Pure, text = 'restarted the pool', by = 'devops-1') =>
  engine.send({ type: 'note', by, via: 'link', text });
const tells = (engine: Pure) =>
  engine.claimed.flatMap(({ due }) => (due.kind === 'tell' ? [`${due.ask.person} on ${due.ask.channel}`] : []));

describe('a note', () => {
  it('is a line of the timeline, told to the others who were paged, on ways that wake nobody', () => {
    const engine = paged();
    expect(note(engine)).toEqual({ is: 'done', text: 'noted' });
    expect(engine.lines.at(-1)).toMatchObject({ about: 'note', text: 'devops-1 (link): restarted the pool' });
    engine.settle();
    // Both were paged by phone; who wrote it knows.
    expect(engine.pages().map(({ person, channel }) => `${person} on ${channel}`)).toEqual([
      'devops-1 on phone',
      'lead-developer on phone',
    ]);
    expect(tells(engine)).toEqual(['lead-developer on mail']);
  });

  it('is not told to whoever could only be woken with it', () => {
    const engine = paged(['phone']);
    note(engine);
    engine.run(HOUR);
    expect(tells(engine)).toEqual([]);
  });

  it('holds no incident open, and changes nothing of who is paged', () => {
    const engine = paged();
    engine.got = { tell: () => undefined };
    const before = engine.next();
    for (let n = 0; n < 20; n++) note(engine, `note ${n}`);
    expect(before.do).toBe('wait');
    engine.truth = () => 'up';
    engine.run(2 * HOUR);
    expect(engine.head().phase).toBe('closed');
  });

  it('after the end is not kept, and says so (A1)', () => {
    const engine = paged();
    engine.truth = () => 'up';
    engine.run(HOUR);
    const closed = engine.head();
    expect(note(engine)).toEqual({ is: 'refused', text: 'incident shop-1 is over: the note was not kept' });
    expect(engine.head()).toBe(closed);
  });

  it('a thousand long ones leave the head below 32 KB, although nobody can be told', () => {
    const engine = paged();
    engine.got = { tell: (_, now) => ({ is: 'temporary', why: 'busy', retryAt: now + HOUR }) };
    let largest = 0;
    for (let n = 0; n < 1_000; n++) {
      note(engine, '😀'.repeat(NOTE), n % 2 === 0 ? 'devops-1' : 'lead-developer');
      if (n % 50 === 0) engine.run(MINUTE);
      largest = Math.max(largest, Buffer.byteLength(JSON.stringify(engine.incident)));
    }
    expect(largest).toBeLessThan(32 * 1024);
  });
});
