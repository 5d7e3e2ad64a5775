import type { Plan } from '../../core/plan.ts';
import { clockAt, dateAt, inUnits } from '../../core/scenario/moment.ts';
import { DAY, type Instant } from '../../core/time/instant.ts';
import type { Counterexample, Example } from '../../simulation/proof/claims.ts';
import type { Proof } from '../../simulation/proof/prove.ts';
import { type Io, plain } from '../io.ts';
import { weekday } from '../simulate/timeline.ts';
import { wrap } from '../words.ts';

/** More of a timeline than this is counted, not shown; `-o json` has it all. */
const SHOWN = 10;
const INDENT = 3;
const LABEL = 7;

/** One counterexample: what, when, in which state of the world, what would happen then, and the cure. */
export function counterexampleLines(
  { says, minutes, worlds, cure, example }: Counterexample,
  nth: number,
  proof: Proof,
  plan: Plan,
  width: number,
  io: Io,
): readonly string[] {
  const { colors } = io;
  const room = width - INDENT - LABEL;
  const part = (label: string, lines: readonly string[], paint = (text: string) => text) =>
    lines.map((line, i) => `${' '.repeat(INDENT)}${colors.dim((i === 0 ? label : '').padEnd(LABEL))}${paint(line)}`);
  const [head = '', ...more] = wrap(plain(says), width - INDENT);
  return [
    `${colors.bold(`${nth}.`)} ${colors.bold(head)}`,
    ...more.map((line) => `   ${colors.bold(line)}`),
    ...part(
      'when',
      whenOf(example, minutes, proof, plan).flatMap((line) => wrap(line, room)),
    ),
    ...part(
      'world',
      worldOf(example, worlds, plan).flatMap((line) => wrap(plain(line), room)),
    ),
    ...part('then', timelineOf(example, plan, room)),
    ...part('cure', wrap(plain(cure), room), colors.green),
  ];
}

function whenOf({ at }: Example, minutes: number, { covered }: Proof, { timezone }: Plan): readonly string[] {
  const utc = timezone === 'UTC' ? '' : ` (${momentAt(at, 'UTC')} UTC)`;
  const all = `${minutes.toLocaleString('en-US')} of ${covered.minutes.toLocaleString('en-US')}`;
  return [
    `${momentAt(at, timezone)} ${timezone}${utc}`,
    minutes >= covered.minutes
      ? 'and at every other minute'
      : minutes === 1
        ? 'and at no other minute'
        : `one of ${all} minutes`,
  ];
}

/** What fails, then who is meant. */
function worldOf(
  { at, meant, mutedUntil, monitor }: Example,
  worlds: readonly string[],
  { timezone }: Plan,
): readonly string[] {
  const until = (end: Instant | undefined) => (end === undefined ? '' : ` until ${momentAt(end, timezone, at)}`);
  const who = meant.map(({ target, name, until: end }) =>
    name === target ? name : `${target} is ${name ?? 'nobody'}${until(end)}`,
  );
  const muted = mutedUntil === undefined ? [] : [`${monitor} is muted by maintenance${until(mutedUntil)}`];
  return [...(worlds.length > 0 ? [oneOf(worlds)] : []), ...muted, [...new Set(who)].join('; ')].filter(
    (line) => line !== '',
  );
}

const oneOf = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} (the same where ${others.join('; or ')})`;

function timelineOf({ at: opened, timeline }: Example, { timezone }: Plan, width: number): readonly string[] {
  const last = timeline.at(-1);
  const hidden = timeline.length - SHOWN;
  const shown = hidden > 1 && last ? timeline.slice(0, SHOWN - 1) : timeline;
  const lines = shown.flatMap((line) => timelineLine(line, opened, timezone, width));
  if (shown === timeline || !last) return lines;
  return [
    ...lines,
    `… ${timeline.length - shown.length - 1} more lines`,
    ...timelineLine(last, opened, timezone, width),
  ];
}

function timelineLine(
  { at, text }: Example['timeline'][number],
  opened: Instant,
  zone: string,
  width: number,
): readonly string[] {
  const stamp = `${clockAt(at, zone)}  +${inUnits(at - opened).padEnd(7)} `;
  return wrap(plain(text), width - stamp.length).map(
    (line, i) => `${i === 0 ? stamp : ' '.repeat(stamp.length)}${line}`,
  );
}

/** `Mon 2026-11-30 09:00`; without its date where it is within six days of another moment. */
function momentAt(at: Instant, zone: string, near?: Instant): string {
  const date = dateAt(at, zone);
  const clock = clockAt(at, zone).replace(/:00$/, '');
  const isNear = near !== undefined && at - near < 6 * DAY;
  return `${weekday(date)} ${isNear ? '' : `${date} `}${clock}`;
}
