import fc from 'fast-check';
import { type Hours, type Rotation, WEEKDAYS } from '../../src/core/plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A clock on a wall, read each minute of some days around a clock change, by `Intl` alone: the slow, plain way to say
 * what the time rules mean. A local time has come once the clock has read so much or more; it is over for good once
 * the clock will neither read less nor read it again (T1: of an end that comes twice the last counts).
 */
export class WallClock {
  readonly zone: string;
  /** The minutes to ask about; the readings begin before and end after them. */
  readonly minutes: readonly number[];
  /** Per minute: the most that the clock has read until then, the least that it will read from then on, and after it. */
  readonly #most: readonly number[];
  readonly #least: readonly number[];
  readonly #later: readonly number[];

  constructor(zone: string, change: string) {
    this.zone = zone;
    const middle = Date.parse(change);
    const all = Array.from({ length: (8 * DAY) / MINUTE }, (_, i) => middle - 4 * DAY + i * MINUTE);
    const form = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const read = all.map((at) => Date.parse(`${form.format(at).replace(' ', 'T')}Z`));
    const inner = <Value>(list: readonly Value[]) => list.slice((2 * DAY) / MINUTE, (-2 * DAY) / MINUTE);
    this.minutes = inner(all);
    this.#most = inner(running(read, Math.max));
    const least = running(read.toReversed(), Math.min).toReversed();
    this.#least = inner(least);
    this.#later = inner([...least.slice(1), Number.POSITIVE_INFINITY]);
  }

  /** Whether each minute is inside of hours: some shift has begun and is not over. */
  isOpen({ days, from, to }: Hours): readonly boolean[] {
    const shifts = this.#dates()
      .filter((date) => days.includes(weekday(date)))
      .map((date) => ({ from: date + sinceMidnight(from), to: date + sinceMidnight(to) + (to <= from ? DAY : 0) }));
    return this.minutes.map((_, i) =>
      shifts.some((shift) => this.#most[i]! >= shift.from && this.#isBefore(i, shift.to)),
    );
  }

  /** Who is on call in each minute. */
  onCall({ handoff, members, overrides }: Rotation): readonly string[] {
    let first = Date.parse(`${handoff.from ?? '1970-01-05'}T${handoff.at}Z`);
    while (handoff.every === 'week' && handoff.on && weekday(first) !== handoff.on) first += DAY;
    const length = (handoff.count ?? 1) * { hour: HOUR, day: DAY, week: 7 * DAY }[handoff.every];
    return this.minutes.map((_, i) => {
      const over = overrides.findLast(
        ({ from, to }) => this.#most[i]! >= Date.parse(`${from}Z`) && this.#isBefore(i, Date.parse(`${to}Z`)),
      );
      let turn = Math.floor((this.#most[i]! - first) / length) % members.length;
      if (turn < 0) turn += members.length;
      return over?.member ?? members[turn]!;
    });
  }

  #isBefore(minute: number, end: number): boolean {
    return this.#least[minute]! < end || this.#later[minute]! <= end;
  }

  #dates(): readonly number[] {
    const first = Math.floor(this.#most[0]! / DAY) * DAY - 2 * DAY;
    return Array.from({ length: 9 }, (_, i) => first + i * DAY);
  }
}

const weekday = (date: number) => WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!;
const sinceMidnight = (time: string) => Date.parse(`1970-01-01T${time}Z`);

function running(list: readonly number[], choose: (a: number, b: number) => number): number[] {
  let so = list[0]!;
  return list.map((value) => {
    so = choose(so, value);
    return so;
  });
}

/** Clock changes of every sort, and two quiet places. */
const CHANGES: readonly (readonly [zone: string, at: string])[] = [
  ['Europe/Madrid', '2026-03-29T01:00Z'],
  ['Europe/Madrid', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2028-02-29T00:00Z'],
];
const read = new Map<string, WallClock>();

/** Any of those clocks; each is read once. */
export const wallClocks: fc.Arbitrary<WallClock> = fc.constantFrom(...CHANGES).map(([zone, at]) => {
  const clock = read.get(`${zone} ${at}`) ?? new WallClock(zone, at);
  read.set(`${zone} ${at}`, clock);
  return clock;
});

/** `HH:MM`, often near the hours at which clocks are changed. */
export const timesOfDay: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 })),
    fc.constantFrom('00', '15', '30', '45', '59'),
  )
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
