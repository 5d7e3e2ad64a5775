import { clockAt, dateAt, inUnits } from '../../core/scenario/moment.ts';
import { type Entry, openedIn } from '../../simulation/scenario/account.ts';
import { type Io, plain } from '../io.ts';
import { paintSeverity, wrap } from '../words.ts';
import type { Outcome } from './outcome.ts';

/** A sign and a colour for what a line is about. */
const SIGNS: Readonly<Record<Entry['about'], string>> = {
  world: '▸',
  check: '·',
  severity: '◆',
  page: '→',
  tell: '↳',
  answer: '✓',
  evidence: '⌕',
  remedy: '⚙',
  note: '✎',
  mute: '‖',
  report: '✉',
  time: '~',
  phase: '●',
};

/** The whole timeline, a line or more each: the scenario's clock, how long after its start, what happened. */
export function timelineLines({ account }: Outcome, width: number, io: Io): readonly string[] {
  const { scenario, entries } = account;
  const several = openedIn(account).length > 1;
  let day = dateAt(scenario.start, scenario.zone);
  let shown = '';
  return entries.flatMap((entry) => {
    const lines: string[] = [];
    const today = dateAt(entry.at, scenario.zone);
    if (today !== day) lines.push(io.colors.dim(`          ${weekday(today)} ${today}`));
    const clock = clockAt(entry.at, scenario.zone);
    const after = inUnits(entry.at - scenario.start);
    const stamp = clock === shown && today === day ? ' '.repeat(18) : `${clock}  +${after.padEnd(7)}`;
    [day, shown] = [today, clock];
    const [first = '', ...rest] = wrap(textOf(entry, several), width - 21);
    const paint = painter(entry, io);
    lines.push(`${io.colors.dim(stamp)} ${paint(`${SIGNS[entry.about]} ${first}`)}`);
    return [...lines, ...rest.map((line) => `${' '.repeat(21)}${paint(line)}`)];
  });
}

function textOf({ text, incident, page }: Entry, several: boolean): string {
  const whose = several && incident !== undefined ? `${incident}: ` : '';
  const accepted = page?.got === 'accepted';
  const wakes = !accepted ? '' : page.wakes ? ', wakes' : ', does not wake';
  const missed = accepted && !page.noticed ? ' (nobody notices)' : '';
  return plain(`${whose}${text}${wakes}${missed}`);
}

function painter({ about, page }: Entry, io: Io): (text: string) => string {
  const { colors } = io;
  if (page) return paintSeverity(page.severity, io);
  const paints: Readonly<Partial<Record<Entry['about'], (text: string) => string>>> = {
    world: colors.cyan,
    severity: colors.bold,
    phase: colors.bold,
    answer: colors.green,
    check: colors.dim,
  };
  return paints[about] ?? ((text) => text);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const weekday = (date: string): string => DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
