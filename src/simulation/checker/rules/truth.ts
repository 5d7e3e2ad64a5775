import type { Config, MonitorConfig } from '../config.ts';
import type { Broken, Look, Violation } from '../history.ts';
import { beneath, type Commit, clock, isBad, isOver, MINUTE, SECOND, type Seen, stateAt } from '../seen.ts';

/** What is true and lasts opens an incident; what is not true pages nobody; a minority confirms nothing; `unknown` ends nothing. */
export const truth = (seen: Seen): readonly Violation[] => [
  ...seen.history.broken.flatMap((broken) => unseen(seen, broken)),
  ...unfounded(seen),
  ...[...seen.groups.values()].flat().flatMap((commit) => [...minority(seen, commit), ...recovered(seen, commit)]),
];

/** A lasting failure that everyone sees opens its group's incident in time, whatever else happens. */
function unseen(seen: Seen, broken: Broken): readonly Violation[] {
  const { history } = seen;
  if (broken.verdict !== 'down' || broken.seenFrom) return [];
  const monitor = seen.configAt(broken.from).monitors[broken.monitor];
  if (!monitor) return [];
  const { interval, timeout, confirm, group } = monitor;
  const bound = interval + timeout + (confirm.rounds + 1) * (confirm.apart + SECOND) + MINUTE;
  const by = seen.putOff(broken.from + bound, broken.from - MINUTE);
  const others = history.broken.some(
    (b) =>
      b !== broken &&
      b.from < by &&
      b.until > broken.from &&
      seen.configAt(broken.from).monitors[b.monitor]?.group === group,
  );
  const deadline = others ? by + bound : by;
  const stays = history.configs.every((c) => c.at > deadline || c.config.monitors[broken.monitor]);
  const doubted = history.broken.some(
    (b) => b !== broken && b.monitor === broken.monitor && b.from >= broken.from && b.from < deadline,
  );
  const muted = history.mutes.some(
    (m) => m.from < deadline && m.until > broken.from && m.monitors.includes(broken.monitor),
  );
  if (!stays || doubted || muted || broken.until < deadline) return [];
  const open = (seen.groups.get(group) ?? []).some((c, n, all) => {
    const until = all[n + 1]?.at ?? history.end;
    return (
      c.head.phase === 'open' && c.at <= deadline && until >= broken.from && Object.keys(c.head.failing).length > 0
    );
  });
  return open
    ? []
    : [
        {
          rule: 'I1',
          at: broken.from,
          text: `${broken.monitor} was down from ${clock(broken.from)} to ${clock(broken.until)}, and no incident was open by ${clock(deadline)}`,
        },
      ];
}

/** No page for what is healthy: somebody saw the group fail not long before (T2). */
function unfounded(seen: Seen): readonly Violation[] {
  const { history, configAt, costs } = seen;
  return history.receipts.flatMap((r) => {
    if (r.type !== 'page') return [];
    const group = r.incident.replace(/-\d+$/, '');
    const config = configAt(history.start);
    const mine = Object.entries(config.monitors).filter(([, m]) => m.group === group);
    const within = Math.max(...mine.map(([, m]) => (3 * m.recover + 2) * m.interval + m.timeout)) + 2 * MINUTE;
    const since = r.at - within - costs(r.at - within, r.at);
    const fails = ([name, monitor]: readonly [string, MonitorConfig]) => {
      const until = badUntil(history, name, r.at);
      return (
        until >= since ||
        until >= since - blankTime(history, name, until, r.at) ||
        comesAndGoes(seen, name, monitor, r.at)
      );
    };
    return mine.some(fails)
      ? []
      : [{ rule: 'T2', at: r.at, text: `${r.incident}: ${r.person} was paged, and nothing had been seen to fail` }];
  });
}

/** Until when a monitor was known to fail by `at`: until somebody who saw it fail saw it well; `unknown` is neither (rule 7). */
function badUntil({ looks }: Seen['history'], monitor: string, at: number): number {
  const until = new Map<string, number>();
  for (const look of looks) {
    if (look.monitor !== monitor || look.at > at) continue;
    if (isBad(look.verdict)) until.set(look.location, Number.POSITIVE_INFINITY);
    else if (look.verdict === 'up' && until.get(look.location) === Number.POSITIVE_INFINITY)
      until.set(look.location, look.at);
  }
  return Math.max(Number.NEGATIVE_INFINITY, ...until.values());
}

/**
 * How long looks at a monitor said neither that it fails nor that it is well, or did not come: that time is no recovery
 * (C1, rule 7).
 */
function blankTime({ looks, lost }: Seen['history'], monitor: string, from: number, until: number): number {
  const mine = looks.filter((look) => look.monitor === monitor && look.at <= until);
  const cutOff = lost.reduce((sum, one) => sum + Math.max(0, Math.min(one.until, until) - Math.max(one.from, from)), 0);
  return (
    cutOff +
    mine.reduce((sum, look, n) => {
      const before = mine.slice(0, n).findLast(({ location }) => location === look.location);
      return look.verdict === 'unknown' && look.at > from && before ? sum + look.at - before.at : sum;
    }, 0)
  );
}

/**
 * What fails now and then is not over before it fails half as often as what opens an incident (I6, C1): among the last
 * checks that said something, for `unknown` is neither (rule 7).
 */
function comesAndGoes(seen: Seen, monitor: string, { group, flaky }: MonitorConfig, at: number): boolean {
  if (!stateAt(seen, group, at)?.failing[monitor]?.fitful) return false;
  const said = seen.history.looks.filter(
    (look) => look.monitor === monitor && look.at <= at && look.verdict !== 'unknown',
  );
  const slots = [...new Set(said.map(({ slot }) => slot))].sort((a, b) => b - a).slice(0, flaky.of + 1);
  const bad = said.filter(({ slot, verdict }) => slots.includes(slot) && isBad(verdict));
  return 2 * new Set(bad.map(({ slot }) => slot)).size >= flaky.bad;
}

const placesOf = (config: Config, monitor: string) => config.monitors[monitor]?.locations ?? config.locations;
const majority = (of: readonly string[]): number => Math.floor(of.length / 2) + 1;

/** I1: down is a strict majority of the configured locations. */
function minority(seen: Seen, { at, head, was }: Commit): readonly Violation[] {
  if (head.failing === was?.failing) return [];
  const config = seen.configAt(at);
  return Object.entries(head.failing).flatMap(([name, failure]) => {
    const before = was?.id === head.id ? was.failing[name]?.certainty : undefined;
    const monitor = config.monitors[name];
    if (failure.certainty !== 'confirmed' || before === 'confirmed' || !monitor) return [];
    if (before === 'blind' || beneath(config, name).some((other) => other in head.failing)) return [];
    const since = at - 2 * monitor.interval - MINUTE;
    const from = since - seen.costs(since, at);
    const saw = new Set(
      seen.history.looks
        .filter((l) => l.monitor === name && isBad(l.verdict) && l.at >= from && l.at <= at)
        .map((l) => l.location),
    );
    const of = placesOf(config, name);
    return saw.size >= majority(of)
      ? []
      : [
          {
            rule: 'I1',
            at,
            text: `${head.id}: ${name} counts as confirmed at ${clock(at)}, and ${saw.size} of ${of.length} locations saw it fail`,
          },
        ];
  });
}

/** C1: recovery is good rounds from a majority; silence is none. */
function recovered(seen: Seen, { at, head, was }: Commit): readonly Violation[] {
  if (!was || was.id !== head.id || was.generation !== head.generation || head.failing === was.failing) return [];
  const config = seen.configAt(at);
  return Object.entries(was.failing).flatMap(([name, failure]) => {
    const monitor = config.monitors[name];
    if (name in head.failing || !monitor || head.withdrawn.includes(name) || isOver(was)) return [];
    const of = placesOf(config, name);
    const needs = failure.certainty === 'partial' ? 1 : majority(of);
    // A look that was lost on its way cannot be counted; those that say nothing make the time longer in which it may have been.
    const said = of.map((location) => looksFrom(seen, name, location, at).at(monitor.recover)?.at ?? at);
    if (seen.costs(Math.min(at - 4 * monitor.interval, ...said), at) > 0) return [];
    const good = of.filter((location) => goodLooks(seen, name, location, at) >= monitor.recover);
    return good.length >= needs
      ? []
      : [
          {
            rule: 'C1',
            at,
            text: `${head.id}: ${name} counts as recovered at ${clock(at)}, and ${good.length} of ${of.length} locations saw ${monitor.recover} good rounds`,
          },
        ];
  });
}

/** Looks from a location that said something, newest first. */
const looksFrom = ({ history }: Seen, monitor: string, location: string, at: number): readonly Look[] =>
  history.looks
    .filter((l) => l.monitor === monitor && l.location === location && l.at <= at && l.verdict !== 'unknown')
    .sort((a, b) => b.slot - a.slot);

/** How many good looks in a row a location had last; a look that is still on its way may not be known yet. */
function goodLooks(seen: Seen, monitor: string, location: string, at: number): number {
  const looks = looksFrom(seen, monitor, location, at);
  let best = 0;
  for (let dropped = 0; dropped <= 2; dropped++) {
    const rest = looks.slice(dropped);
    const end = rest.findIndex((l) => l.verdict !== 'up');
    best = Math.max(best, end < 0 ? rest.length : end);
  }
  return best;
}
