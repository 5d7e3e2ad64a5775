import { type Instant, inWords, SECOND } from '../core/time/instant.ts';
import { ASSUMPTIONS, type AssumptionName } from '../cost/assumptions.ts';
import type { Line } from '../cost/estimate.ts';
import type { Deployment, Usage } from '../cost/model.ts';
import { type Elsewhere, priceIn } from '../cost/peers.ts';
import { type Io, plain } from './io.ts';
import { table, wrap } from './words.ts';

interface Seen {
  readonly deployment: Deployment;
  readonly usage: Usage;
  readonly bill: readonly Line[];
  readonly others: readonly Elsewhere[];
}

/** Columns of dollars, and the width from which each line says how it comes about. */
const MONEY = 9;
const ROOM_FOR_HOW = 96;
/** Lines of less are named together. */
const CENT = 0.01;
/** The shortest interval that a deployment will have, ms. */
const SHORTEST = 10 * SECOND;

/** The answer of `tocsin cost` for people: the bill, what the same checks cost elsewhere, and what was assumed. */
export function costLines(seen: Seen, io: Io): readonly string[] {
  const { deployment, bill, others } = seen;
  const { colors } = io;
  const total = sumOf(bill);
  const indented = (text: string) => wrap(text, io.columns - 2).map((line) => `  ${line}`);
  const fast = Object.values(deployment.plan.monitors).some(({ interval }) => interval < SHORTEST);
  return [
    `${colors.bold(plain(deployment.plan.name))} will cost ${colors.bold(`$${grouped(total.bill, 2)} a month`)} on AWS, $${grouped(total.list, 2)} before the free tier`,
    ...wrap(watched(seen), io.columns).map(colors.dim),
    ...wrap('This is what a deployment will cost; nothing is deployed by this command.', io.columns).map(colors.yellow),
    ...(fast ? [colors.yellow('On AWS a monitor will be looked at every 10 s at most.')] : []),
    '',
    ...billLines(bill, io),
    '',
    `${colors.bold('The same checks elsewhere')} ${colors.dim('(at list price, beside ours)')}`,
    ...table(others.map((each) => elsewhereRow(each, total.list, io.columns >= ROOM_FOR_HOW))).map(
      (line) => `  ${line}`,
    ),
    '',
    `${colors.bold('Assumed')} ${colors.dim('(--assume NAME=VALUE changes one)')}`,
    ...assumedRows(deployment).map((line) => `  ${line}`),
    '',
    ...indented(`To pay: after the free tier, where nothing else in the account uses it. ${secretsLine(deployment)}`),
    ...indented(
      'List prices of us-east-1 as known in November 2026, 30 days; other regions cost up to a quarter more. What providers charge for calls, SMS and pages is not in here.',
    ),
  ];
}

/** Services and their lines, the dearest service first. */
function billLines(bill: readonly Line[], { columns, colors }: Io): readonly string[] {
  const shown = bill.filter(({ list }) => list >= CENT);
  const services = [...Map.groupBy(shown, ({ service }) => service)].toSorted(
    ([, a], [, b]) => sumOf(b).list - sumOf(a).list,
  );
  const isWide = columns >= ROOM_FOR_HOW;
  const name = Math.max(...shown.map(({ what }) => what.length)) + 4;
  const how = isWide ? Math.max(...shown.map((line) => howOf(line).length)) : 0;
  const row = (what: string, why: string, list: string, toPay: string) =>
    `${what.padEnd(name)}${isWide ? why.padEnd(how) : ''}${list.padStart(MONEY)}${toPay.padStart(MONEY)}`;
  const money = (what: string, why: string, { list, bill: toPay }: Money) =>
    row(what, why, dollars(list), dollars(toPay));
  const small = bill.filter(({ list }) => list < CENT);
  return [
    colors.dim(row('', '', 'list', 'to pay')),
    ...services.flatMap(([service, lines]) => [
      colors.bold(money(service, '', sumOf(lines))),
      ...lines.map((line) => colors.dim(money(`  ${line.what}`, howOf(line), line))),
    ]),
    ...(small.length > 0 ? [colors.dim(money(`${small.length} lines below a cent`, '', sumOf(small)))] : []),
    colors.bold(money('Total', '', sumOf(bill))),
  ];
}

type Money = Pick<Line, 'list' | 'bill'>;

const sumOf = (lines: readonly Money[]): Money =>
  lines.reduce((all, { list, bill }) => ({ list: all.list + list, bill: all.bill + bill }), { list: 0, bill: 0 });

/** In cents; what is less than one is not nothing. */
function dollars(usd: number): string {
  return usd === 0 ? '-' : usd < 0.005 ? '<0.01' : grouped(usd, 2);
}

const grouped = (n: number, digits: number): string =>
  n.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `129,600 at $0.20 per M requests`. */
const howOf = ({ units, price }: Line): string =>
  `${grouped(units, units < 10 && !Number.isInteger(units) ? 2 : 0)} at ${priceIn(price)}`;

function watched({ deployment: { plan, locations, vpcs, detail }, usage }: Seen): string {
  const monitors = Object.values(plan.monitors);
  const intervals = [...new Set(monitors.map(({ interval }) => interval))].toSorted((a, b) => a - b);
  const often =
    intervals.length > 3
      ? [intervals[0]!, intervals.at(-1)!].map(inWords).join(' to ')
      : intervals.map(inWords).join(' or ');
  const inside = vpcs > 0 ? `, ${vpcs} of them in a VPC` : '';
  return `${count(monitors.length, 'monitor')} from ${count(locations, 'location')}${inside}, every ${often}: ${grouped(usage.checks, 0)} checks. Metrics: ${detail}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

function elsewhereRow({ name, usd, how, cannot }: Elsewhere, ours: number, isWide: boolean): readonly string[] {
  const times = usd / ours;
  const more = times >= 10 ? `${grouped(times, 0)} times` : `${grouped(times, 1)} times`;
  const said = [...(cannot === undefined ? [] : [cannot]), ...(isWide ? [how] : [])].join('; ');
  return [name, `$${grouped(usd, 2)}`.padStart(MONEY + 2), more.padStart(11), said];
}

/** Those that this config uses; a browser's are no matter where there is no browser. */
function assumedRows({ plan, vpcs, assumed }: Deployment): readonly string[] {
  const kinds = new Set(Object.values(plan.monitors).map(({ kind }) => kind));
  const matters = (name: string) =>
    name === 'nat-gateways'
      ? vpcs > 0
      : ['page', 'flow', 'ping', 'browser'].every(
          (kind) => !name.startsWith(kind) || name === 'pages' || kinds.has(kind),
        );
  const rows = Object.entries(ASSUMPTIONS)
    .filter(([name]) => matters(name))
    .map(([name, { written, words }]) => {
      const value = assumed[name as AssumptionName];
      return [`${name}=${written === 'a duration' ? durationIn(value) : value}`, words];
    });
  return table(rows);
}

/** As a config writes it: `300ms`, `1.5s`, `1h`. */
const durationIn = (ms: Instant): string =>
  ms < SECOND ? `${ms}ms` : ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${ms / SECOND}s`;

const secretsLine = ({ secrets }: Deployment): string =>
  secrets === 'parameter-store'
    ? 'Secrets lie in Parameter Store, which is free; --secrets secrets-manager counts $0.40 for each.'
    : 'Secrets lie in Secrets Manager.';
