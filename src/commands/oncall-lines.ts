import type { Handoff } from '../core/escalation/handoffs.ts';
import type { OnCallLevel, OnCallNow, OnCallPerson, When } from '../core/escalation/oncall.ts';
import type { Plan } from '../core/plan.ts';
import type { Severity } from '../core/severity/severity.ts';
import { type Instant, inWords } from '../core/time/instant.ts';
import { dateAndTime, fullDate } from '../core/time/zone.ts';
import { type Io, plain } from './io.ts';
import { fold, paintSeverity } from './words.ts';

interface Seen {
  readonly at: Instant;
  readonly severities: readonly OnCallNow[];
  readonly rotations: readonly Handoff[];
}

/** A level of a ladder: when, who, and how they are reached, in parts that a line may break between. */
interface Row {
  readonly when: string;
  readonly who: string;
  readonly how: readonly string[];
  /** Yellow where something is wrong with it, dim where it is no level. */
  readonly looks?: 'yellow' | 'dim';
}

/** What the lines are about and how wide they are. */
interface Page {
  readonly plan: Plan;
  readonly now: Instant;
  readonly io: Io;
  readonly widths: { readonly when: number; readonly who: number };
}

const INDENT = '    ';
/** The last column is not folded narrower than this. */
const NARROWEST = 24;

/** The answer of `tocsin oncall` for people: a block for each severity, and one for the rotations. */
export function onCallLines(plan: Plan, { at: now, severities, rotations }: Seen, io: Io): readonly string[] {
  const blocks = severities.map((one) => ({ one, like: alike(one, severities), rows: rowsOf(one, plan, now) }));
  // Levels of all severities stand in the same columns.
  const shown = blocks.filter(({ like }) => !like).flatMap(({ rows }) => rows);
  const widths = { when: widest(shown.map(({ when }) => when)), who: widest(shown.map(({ who }) => who)) };
  const page = { plan, now, io, widths };
  return [
    `${io.colors.bold(plain(plan.name))} on ${fullDate(now, plan.timezone)} ${io.colors.dim(`(${plan.timezone})`)}`,
    ...blocks.flatMap(({ one, like, rows }) => ['', ...block(one, like, rows, page)]),
    ...handoffLines(rotations, page),
  ];
}

/** The severity whose policy this one uses in every respect: hours hold P3 and P4 only (E6). */
function alike({ policyOf, hours }: OnCallNow, severities: readonly OnCallNow[]): Severity | undefined {
  const other = severities.find(({ severity }) => severity === policyOf);
  return other && !other.hours === !hours ? policyOf : undefined;
}

function block(one: OnCallNow, like: Severity | undefined, rows: readonly Row[], page: Page): readonly string[] {
  const { severity, policyOf, hours } = one;
  const { colors } = page.io;
  const body =
    rows.length === 0
      ? [colors.yellow('nobody is paged')]
      : like !== undefined
        ? [`as ${like}: it has no policy of its own`]
        : [
            ...(policyOf === undefined ? [] : [`by the policy of ${policyOf}, without its hours`]),
            ...hoursLine(one, page).map(hours?.open ? colors.dim : colors.yellow),
            ...rows.flatMap((each) => rowLines(each, page)),
            ...takesOverLine(one).map(colors.dim),
            ...holdsLine(one).map(colors.dim),
          ];
  return body.map((line, i) => `${i === 0 ? `${paintSeverity(severity, page.io)(severity)}  ` : INDENT}${line}`);
}

function hoursLine({ hours }: OnCallNow, { plan, now }: Page): readonly string[] {
  if (!hours) return [];
  const until = hours.until === undefined ? 'for good' : `until ${dateAndTime(hours.until, plan.timezone, now)}`;
  return [hours.open ? `within its hours ${until}` : `outside its hours: held ${until}`];
}

function holdsLine({ acknowledgementExpires: holds }: OnCallNow): readonly string[] {
  return holds === undefined ? [] : [`an acknowledgement holds for ${inWords(holds)}, then paging goes on`];
}

/** E8: what comes after a page that such a channel accepted is its provider's business. */
function takesOverLine({ levels }: OnCallNow): readonly string[] {
  const ways = levels.flatMap(({ people }) => people.flatMap((person) => person.ways));
  const names = [...new Set(ways.flatMap(({ channel, escalates }) => (escalates ? [channel] : [])))];
  return names.map(
    (name) => `once ${plain(name)} accepts, its own policy takes over: levels here are for when it fails`,
  );
}

function rowLines({ when, who, how, looks }: Row, { widths, io }: Page): readonly string[] {
  const { colors } = io;
  const paint = looks ? colors[looks] : (text: string) => text;
  const left = widths.when + widths.who + 4;
  const head = looks === 'dim' ? colors.dim : colors.bold;
  const start = `${looks === 'dim' ? colors.dim(when.padEnd(widths.when)) : when.padEnd(widths.when)}  ${head(who.padEnd(widths.who))}  `;
  return fold(how, Math.max(NARROWEST, io.columns - INDENT.length - left)).map(
    (part, i) => `${i === 0 ? start : ' '.repeat(left)}${paint(part)}`,
  );
}

/** The levels, then what comes when nobody answers. */
function rowsOf(one: OnCallNow, plan: Plan, now: Instant): readonly Row[] {
  const when = (each: When) => inTime(each, plan, now);
  const { levels, repeat, repeats, lastResort } = one;
  const levelRows = levels.map((level) => levelRow(level, one, when(level.when)));
  const times = repeat === 1 ? 'once, from the top' : `${repeat} times, from the top`;
  return [
    ...levelRows,
    ...(repeats === undefined ? [] : [{ when: when(repeats), who: 'all again', how: [times], looks: 'dim' as const }]),
    ...(lastResort && lastResort.people.length > 0
      ? [{ when: when(lastResort.when), who: 'last resort', how: lastResort.people, looks: 'dim' as const }]
      : []),
  ];
}

function inTime(when: When, plan: Plan, now: Instant): string {
  if ('at' in when) return dateAndTime(when.at, plan.timezone, now);
  return when.wait === 0 ? 'at once' : `after ${inWords(when.wait)}`;
}

function levelRow({ target, people, already }: OnCallLevel, { severity }: OnCallNow, when: string): Row {
  const [person] = people;
  const who = !person || person.name === target ? target : `${person.name} (${target})`;
  if (already) return { when, who, how: ['paged already in this round'] };
  if (!person) return { when, who, how: ['nobody: the next level at once'], looks: 'yellow' };
  if (person.ways.length === 0)
    return { when, who, how: ['no usable channel: the next level at once'], looks: 'yellow' };
  const how = person.ways.map(way);
  const sleeps = severity === 'P1' && !person.ways.some(({ wakes }) => wakes);
  return sleeps ? { when, who, how: [...how, 'which wakes nobody'], looks: 'yellow' } : { when, who, how };
}

/** `phone (wakes)`, then `chat @ada after 2 min` or, where it has no delay, `else chat @ada` (E5). */
function way({ channel, to, after, wakes }: OnCallPerson['ways'][number], i: number): string {
  const named = plain(`${channel}${to === undefined ? '' : ` ${to}`}${wakes ? ' (wakes)' : ''}`);
  if (i === 0) return named;
  return after === undefined ? `else ${named}` : `${named} after ${inWords(after)}`;
}

function handoffLines(rotations: readonly Handoff[], page: Page): readonly string[] {
  if (rotations.length === 0) return [];
  const { plan, now, io } = page;
  const width = widest(rotations.map(({ rotation }) => rotation));
  const lines = rotations.flatMap(({ rotation, member, standsInFor, next }) => {
    if (member === undefined) return [`  ${rotation.padEnd(width)}  ${io.colors.yellow('has no members')}`];
    const who = `${member}${standsInFor === undefined ? '' : ` (instead of ${standsInFor})`}`;
    const parts = next
      ? [
          `${who} until ${dateAndTime(next.at, plan.timezone, now)}`,
          `then ${next.member}${theirClock(next, plan, now)}`,
        ]
      : [`${who}, always`];
    return fold(parts, Math.max(NARROWEST, io.columns - width - 4)).map(
      (part, i) => `  ${(i === 0 ? rotation : '').padEnd(width)}  ${part}`,
    );
  });
  return ['', io.colors.bold('Rotations'), ...lines];
}

/** What the clock of whoever takes over reads then, where they are in another zone. */
function theirClock({ member, at }: NonNullable<Handoff['next']>, { policy, timezone }: Plan, now: Instant): string {
  const zone = policy.roster.people[member]?.timezone ?? timezone;
  const theirs = dateAndTime(at, zone, now);
  return theirs === dateAndTime(at, timezone, now) ? '' : ` (${theirs} in ${zone})`;
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => [...text].length));
