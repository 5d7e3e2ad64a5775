import { describe, expect, it } from '@jest/globals';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const people = `${TWO}people: { ada: { notify: [console] } }\n`;
const hours = (days: string, more = 'from: "08:00", to: "18:00"', severity = 'P3') =>
  `${people}escalation: { ${severity}: { levels: [{ page: ada }], hours: { days: ${days}, ${more} } } }\n`;

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

describe('hours of an escalation (E6)', () => {
  it.each([
    ['mon-fri', WEEK.slice(0, 5)],
    ['monday-friday', WEEK.slice(0, 5)],
    ['monday', ['monday']],
    ['[mon, Wed, friday]', ['monday', 'wednesday', 'friday']],
    ['[mon-tue, sat]', ['monday', 'tuesday', 'saturday']],
    ['sat-mon', ['monday', 'saturday', 'sunday']],
    ['[sun, mon, mon]', ['monday', 'sunday']],
    ['mon-sun', WEEK],
  ])('of %s are these days', (days, expected) => {
    expect(planOf(hours(days)).policy.escalation.P3?.hours).toEqual({
      days: expected,
      from: '08:00',
      to: '18:00',
      timezone: 'Europe/Madrid',
    });
  });

  it('are in the zone they name', () => {
    const text = hours('mon-fri', 'from: "22:00", to: "06:00", timezone: Asia/Tokyo', 'P4');
    expect(planOf(text).policy.escalation.P4?.hours).toMatchObject({
      timezone: 'Asia/Tokyo',
      from: '22:00',
      to: '06:00',
    });
  });

  it('belong to the policy: another incident follows others (E1)', () => {
    expect(planOf(hours('mon-fri')).policy.hash).not.toBe(planOf(hours('mon-sat')).policy.hash);
  });

  it.each(['P1', 'P2'])('are a problem for %s, which pages at any hour', (severity) => {
    expect(problemsOf(hours('mon-fri', undefined, severity))).toContain(
      `tocsin.yaml:6:46  escalation.${severity}.hours: a ${severity} pages at any hour: only P3 and P4 can wait for 'hours'. Take 'hours' out`,
    );
  });

  it.each([
    ['mon-fry', "there is no day 'fry'. Did you mean 'fri'?"],
    ['[mon, mo]', "there is no day 'mo'"],
    ['mon-tue-wed', "there is no day 'tue'"],
    ['[]', 'name at least one day'],
    ['5', "'5' is not allowed here. Write days as mon-fri, or as a list such as [sat, sun]."],
  ])('of %s are a problem', (days, expected) => {
    expect(problemsOf(hours(days))).toContain(expected);
  });

  it('without an end are a problem', () => {
    expect(problemsOf(hours('mon', 'from: "08:00"'))).toContain("escalation.P3.hours.to: 'to' is missing. Write text.");
    expect(problemsOf(hours('mon', 'from: "8:00", to: "18:00"'))).toContain(
      'write a time of day as "09:00", in quotes',
    );
  });
});
