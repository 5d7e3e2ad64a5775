import type { Deployed, History, Remedied, Violation } from '../history.ts';
import { clock, MINUTE, type Seen } from '../seen.ts';

type Rollback = Remedied & { readonly rollback: NonNullable<Remedied['rollback']> };

/** The recorder looks each minute; between looks that are further apart than this nothing is known. */
const APART = 2.5 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/**
 * G2 to G4, by what really ran: only a recent deploy of somebody is undone, only what was well for long enough comes back and
 * nothing that was undone before, not while a dependency fails, one at a time, so far apart, so many a day.
 */
export function rollbacks(seen: Seen): readonly Violation[] {
  const { history } = seen;
  const all = history.remedied.filter((done): done is Rollback => done.rollback !== undefined);
  return all.flatMap((done, n) => {
    const config = seen.configAt(done.at).remedies[done.remedy];
    const limits = limitsIn(config?.settings ?? {});
    const before = all.slice(0, n).filter(({ rollback }) => rollback.monitor === done.rollback.monitor);
    return [
      ...recent(seen, done, limits.deployedWithin),
      ...healthy(history, done, limits.healthyFor),
      ...(before.some(({ rollback }) => rollback.from === done.rollback.to)
        ? ['onto what was rolled back before']
        : []),
      ...(before.some(({ at }) => done.at - at < limits.apart) ? ['too soon after the one before'] : []),
      ...(before.filter(({ at }) => done.at - at < DAY).length >= limits.perDay
        ? ['more often than a day allows']
        : []),
      ...dependencies(seen, done),
    ].map((text) => ({
      rule: 'G2',
      at: done.at,
      text: `${done.incident}: ${done.rollback.from} was rolled back to ${done.rollback.to} at ${clock(done.at)}, ${text}`,
    }));
  });
}

interface Limits {
  readonly deployedWithin: number;
  readonly healthyFor: number;
  readonly apart: number;
  readonly perDay: number;
}

const limitsIn = (settings: Readonly<Record<string, unknown>>): Limits => ({
  deployedWithin: Number(settings['deployed-within']),
  healthyFor: Number(settings['healthy-for']),
  apart: Number(settings.apart),
  perDay: Number(settings['per-day']),
});

/** What runs of a monitor since when, before a moment; the last is what ran then. */
const ranBefore = ({ deploys }: History, { at, rollback }: Rollback): readonly Deployed[] =>
  deploys.filter((each) => each.monitor === rollback.monitor && each.at < at);

/** Without what came and went about between two looks, the same before and after it. */
const uninterrupted = (ran: readonly Deployed[]): readonly Deployed[] =>
  ran.filter(({ at }, n) => {
    const [before, after] = [ran[n - 1], ran[n + 1]];
    return !(before && after && before.version === after.version && after.at - at < APART);
  });

/** Somebody deployed it, before it failed, and not long before. */
function recent(seen: Seen, done: Rollback, within: number): readonly string[] {
  const all = ranBefore(seen.history, done);
  const said = [all, uninterrupted(all)].map((ran) => wrongIn(ran, seen, done, within));
  // Whether what came and went was seen is for the looks to say: it may count as either.
  return said.every((each) => each.length > 0) ? said[0]! : [];
}

function wrongIn(ran: readonly Deployed[], seen: Seen, done: Rollback, within: number): readonly string[] {
  // The same version once more is no deploy.
  const first = ran.findLastIndex(({ version }) => version !== done.rollback.from) + 1;
  const current = ran[first];
  if (ran.at(-1)?.version !== done.rollback.from || !current) return ['which did not run'];
  if (first === 0) return ['which ran from the first on'];
  if (current.byUs) return ['which a remedy had put there'];
  const failedAt = failingSince(seen, done);
  if (failedAt === undefined) return ['and nothing failed'];
  if (current.at > failedAt + APART) return [`which came at ${clock(current.at)}, after it had failed`];
  return failedAt - current.at > within + APART
    ? [`which came at ${clock(current.at)}, too long before it failed`]
    : [];
}

/** It ran without trouble for long enough, as far as looks a minute apart can tell. */
function healthy(history: History, done: Rollback, wanted: number): readonly string[] {
  const ran = ranBefore(history, done);
  const isWell = ran.some(({ version, at }, n) => {
    if (version !== done.rollback.to) return false;
    // The same version once more changes nothing of how long it runs.
    const until = ran.slice(n + 1).find((later) => later.version !== version)?.at ?? done.at;
    const bad = history.broken.filter((b) => b.monitor === done.rollback.monitor && !b.seenFrom);
    const edges = [at, until, ...bad.flatMap((b) => [b.from, b.until])].filter((t) => t >= at && t <= until);
    const moments = [...new Set(edges)].toSorted((a, b) => a - b);
    return (
      longest(moments, (t) => bad.some((b) => b.from <= t && t < b.until && b.until - b.from > MINUTE)) >=
      wanted - MINUTE
    );
  });
  return isWell ? [] : ['which nobody had seen well for long enough'];
}

/** The longest stretch between moments in a row that are not bad. */
function longest(moments: readonly number[], isBad: (at: number) => boolean): number {
  let [most, since] = [0, moments[0] ?? 0];
  for (const [n, at] of moments.entries()) {
    if (isBad(at)) since = moments[n + 1] ?? at;
    else most = Math.max(most, (moments[n + 1] ?? at) - since);
  }
  return most;
}

function claimOf(seen: Seen, done: Rollback) {
  const claim = seen.lives
    .flatMap((life) => (life.incident === done.incident ? life.claims : []))
    .find((c) => `${done.incident}/${c.key}` === done.key);
  const commits = seen.groups.get(done.incident.replace(/-\d+$/, '')) ?? [];
  return commits.find((c) => c.head.version === claim?.version)?.was;
}

const failingSince = (seen: Seen, done: Rollback): number | undefined =>
  claimOf(seen, done)?.failing[done.rollback.monitor]?.since;

/** G4: the monitor's parts and what it depends on, however far below, were well when it was decided. */
function dependencies(seen: Seen, done: Rollback): readonly string[] {
  const { monitors } = seen.configAt(done.at);
  const beneath = (name: string): readonly string[] =>
    (monitors[name]?.dependsOn ?? []).flatMap((each) => [each, ...beneath(each)]);
  const failing = claimOf(seen, done)?.failing ?? {};
  const bad = beneath(done.rollback.monitor).find((name) => name in failing);
  const [part] = failing[done.rollback.monitor]?.parts ?? [];
  return [
    ...(bad === undefined ? [] : [`while ${bad}, which it depends on, was failing`]),
    ...(part === undefined ? [] : [`while its ${part} was failing`]),
  ];
}
