import { describe, expect, it } from '@jest/globals';
import { find } from '../../../../src/core/watch/find.ts';
import { someFacts } from '../../../support/facts.ts';

describe('what could not be asked', () => {
  it.each([
    ['table', 'the table tocsin-shop in eu-west-1 cannot be read'],
    ['signal', 'tocsin-shop-signal in eu-west-1 does not answer'],
    ['alarms', 'the alarms in eu-west-1 cannot be read'],
    ['revival', 'an incident that may be overdue could not be given a new run'],
  ] as const)('%s is of concern, with the reason, and nothing else is over', (what, words) => {
    const { concerns, complete } = find(someFacts({ failures: [{ what, why: 'connect ETIMEDOUT' }] }));
    expect(complete).toBe(false);
    expect(concerns.map(({ key }) => key)).toEqual([`unreachable:${what}`]);
    expect(concerns[0]!.text).toContain(words);
    expect(concerns[0]!.text).toContain('(connect ETIMEDOUT)');
    expect(concerns[0]!.remedy).toMatch(/\.$/);
  });

  it('is said once however many calls failed, and never at length', () => {
    const failures = ['x'.repeat(5_000), 'second'].map((why) => ({ what: 'table' as const, why }));
    const { concerns } = find(someFacts({ failures }));
    expect(concerns).toHaveLength(1);
    expect(concerns[0]!.text).toContain('xxx');
    expect(concerns[0]!.text.length).toBeLessThan(350);
  });

  it('makes no concern of what was not asked', () => {
    const facts = someFacts({ alarms: [{ name: 'tocsin-shop-failed-backend', value: 'ALARM', since: 0 }] });
    const { heads: _h, beats: _b, mutes: _m, drills: _d, ...rest } = facts;
    expect(find(rest).concerns).toEqual([]);
    expect(find(someFacts())).toEqual({ concerns: [], complete: true });
  });
});
