import { describe, expect, it } from '@jest/globals';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const PEOPLE = `people: { ada: { notify: [console] } }
channels: { console: { kind: console } }
`;
const drills = (drill: string) => `${TWO}${PEOPLE}drills:\n  - { ${drill} }\n`;

describe('drills', () => {
  it('come each week or each day, as a P1 where nothing else is said', () => {
    expect(planOf(drills('every: "monday 11:00", page: ada')).drills).toEqual([
      { page: 'ada', severity: 'P1', timezone: 'Europe/Madrid', starts: { at: '11:00', on: 'monday' } },
    ]);
    expect(planOf(drills('every: "daily 10:00", page: ada, severity: P2, timezone: UTC')).drills).toEqual([
      { page: 'ada', severity: 'P2', timezone: 'UTC', starts: { at: '10:00' } },
    ]);
    expect(planOf(TWO)).not.toHaveProperty('drills');
  });

  it('name somebody there is', () => {
    expect(problemsOf(drills('every: "monday 11:00", page: adda'))).toBe(
      "tocsin.yaml:8:36  drills.0.page: there is no person, team or rotation 'adda'. Did you mean 'ada'?",
    );
  });
});
