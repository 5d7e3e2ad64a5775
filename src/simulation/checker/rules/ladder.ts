import type { Config, PolicyConfig } from '../config.ts';
import type { Head, Violation } from '../history.ts';
import { handoffs, meant } from '../roster.ts';
import { inWords, type Rung, rungsOf } from '../rungs.ts';
import { type Claim, clock, isBlind, isPaging, type Life, MINUTE, type Seen } from '../seen.ts';
import { settling } from '../settling.ts';
import { takenOverAt } from './taken-over.ts';

/**
 * V1, rung by rung: while nobody answers, every level is begun in its time, counted from when the level before it was
 * begun; whoever is on call after a hand-off is paged (E1–E4).
 */
export function ladder(seen: Seen): readonly Violation[] {
  return seen.lives.flatMap((life) => {
    const pages = life.claims.filter((claim) => claim.kind === 'page');
    return stretches(seen, life).flatMap((whole) => {
      // A provider that took the ladder over pages whoever is next itself (E8).
      const stretch = { ...whole, until: Math.min(whole.until, takenOverAt(seen, life, whole.head.ladder?.n)) };
      return [...late(seen, life, stretch, pages), ...handedOver(seen, life, stretch, pages)];
    });
  });
}

/** A time in which the same ladder runs undisturbed: same severity, nobody hurries it, nothing recovers. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly head: Head;
  readonly hurried: boolean;
}

function stretches(seen: Seen, life: Life): readonly Stretch[] {
  const found: Stretch[] = [];
  const settles = settling(seen, life);
  const lowered = loweredMidway(life);
  let open: { from: number; head: Head; hurried: boolean } | undefined;
  for (const commit of life.commits) {
    const { at, head, was } = commit;
    if (open && (!runsOn(open.head, head) || settles.has(commit))) {
      found.push({ ...open, until: at });
      open = undefined;
    }
    if (!open && !lowered.has(head.ladder?.n) && isPaging(head) && head.health.is === 'failing' && !settles.has(commit))
      open = { from: at, head, hurried: isHurried(head, was) };
  }
  if (open) found.push({ ...open, until: seen.history.end });
  return found;
}

/** A ladder that was lowered midway follows neither policy from its start. */
function loweredMidway(life: Life): ReadonlySet<number | undefined> {
  const severities = new Map<number | undefined, string | undefined>();
  const found = new Set<number | undefined>();
  for (const { head } of life.commits) {
    const { n, severity } = head.ladder ?? {};
    if (severities.has(n) && severities.get(n) !== severity) found.add(n);
    severities.set(n, severity);
  }
  return found;
}

const runsOn = (a: Head, b: Head): boolean =>
  isPaging(b) &&
  b.health.is === 'failing' &&
  a.ladder?.n === b.ladder?.n &&
  a.ladder?.severity === b.ladder?.severity &&
  a.ladder?.hurried.length === b.ladder?.hurried.length &&
  isBlind(a) === isBlind(b);

const isHurried = (head: Head, was: Head | undefined): boolean =>
  was?.ladder?.n === head.ladder?.n && (was?.ladder?.hurried.length ?? 0) < (head.ladder?.hurried.length ?? 0);

function late(seen: Seen, life: Life, stretch: Stretch, pages: readonly Claim[]): readonly Violation[] {
  const { from, until, head, hurried } = stretch;
  const own = seen.policyOf(head.policy);
  if (!own || !head.ladder) return [];
  // Who is meant changes with the config, and with it which rungs have been begun.
  const { startsAt } = head.ladder;
  if (seen.history.configs.some((c) => c.at > startsAt && c.at <= until)) return [];
  const mine = pages.filter((page) => page.ask.ladder === head.ladder?.n);
  const rungs = rungsOf(head, own);
  let due = Math.max(head.ladder.startsAt, from);
  let k = 0;
  const first = (rung: Rung): Claim | undefined =>
    mine.find((page) => page.ask.cycle === rung.cycle && page.ask.level === rung.level);
  const begun = (rung: Rung): number | undefined => first(rung)?.at;
  // Where the ladder stands when the stretch begins; what it set off at the same moment comes after it.
  for (const [n, rung] of rungs.entries()) {
    const page = first(rung);
    if (!page || page.version > head.version) continue;
    k = n + 1;
    due = Math.max(from, hurried ? from : page.at + (rungs[k]?.gap ?? 0));
  }
  for (; k < rungs.length; k++) {
    const rung = rungs[k]!;
    const idle = skipped(seen, rung, mine, own, due);
    if (idle) {
      // Somebody who came on call meanwhile may have been paged here after all.
      const after = begun(rung);
      const gap = rungs[k + 1]?.gap ?? 0;
      const isBegun = after !== undefined && after <= due + gap + seen.late;
      if (idle === 'paged before') due = (isBegun ? Math.max(due, after) : due) + gap;
      continue;
    }
    const deadline = due + seen.late;
    if (deadline + seen.costs(due - MINUTE, deadline) >= until) return [];
    const done = rungs.slice(k).flatMap((later) => begun(later) ?? []);
    const at = done.length > 0 ? Math.min(...done) : undefined;
    const allowed = deadline + seen.costs(due - MINUTE, at === undefined ? until : Math.min(at, until));
    if (allowed >= until) return [];
    if (at === undefined || at > allowed)
      return [
        {
          rule: 'V1',
          at: due,
          text: `${life.incident}: ${inWords(rung)} of ladder ${head.ladder.n} (${head.ladder.severity}) was due at ${clock(due)} and was begun ${at === undefined ? 'never' : `at ${clock(at)}`}, nobody had answered until ${clock(until)}`,
        },
      ];
    // Several rungs may have been begun at once, the last of which counts.
    while (k + 1 < rungs.length && (begun(rungs[k + 1]!) ?? Number.POSITIVE_INFINITY) <= at) k++;
    due = Math.max(at, begun(rungs[k]!) ?? at) + (rungs[k + 1]?.gap ?? 0);
  }
  return [];
}

/** E4: whoever comes on call while a ladder runs is paged, for the round that is under way. */
function handedOver(
  seen: Seen,
  life: Life,
  { from, until, head }: Stretch,
  pages: readonly Claim[],
): readonly Violation[] {
  const own = seen.policyOf(head.policy);
  if (!own) return [];
  const mine = pages.filter((page) => page.ask.ladder === head.ladder?.n);
  return rungsOf(head, own).flatMap((rung) => {
    const [target = ''] = rung.targets;
    const begun = mine.find((page) => page.ask.cycle === rung.cycle && page.ask.level === rung.level)?.at;
    if (typeof rung.level !== 'number' || begun === undefined) return [];
    const next = mine.find((page) => (page.ask.cycle ?? 0) > rung.cycle)?.at ?? until;
    const rotation = seen.configAt(from).policy.roster.rotations[target];
    if (!rotation) return [];
    return handoffs(rotation, Math.max(from, begun), Math.min(until, next)).flatMap((at) => {
      const by = at + seen.late + seen.costs(at - MINUTE, at + seen.late);
      const [person] = meant(target, seen.configAt(at), own, at);
      const changed = seen.history.configs.some((c) => c.at > from && c.at <= by);
      if (!person || person.ways.length === 0 || changed || by >= Math.min(until, next)) return [];
      return mine.some((page) => page.ask.person === person.name && page.at <= by)
        ? []
        : [
            {
              rule: 'E4',
              at,
              text: `${life.incident}: ${person.name} came on call for ${target} at ${clock(at)} and was not paged by ${clock(by)}`,
            },
          ];
    });
  });
}

/** A rung that pages nobody: nobody there has a way, or everyone there was paged in this round already (E3, E4). */
function skipped(
  seen: Seen,
  rung: Rung,
  pages: readonly Claim[],
  own: PolicyConfig,
  at: number,
): 'empty' | 'paged before' | undefined {
  const config: Config = seen.configAt(at + seen.late);
  const all = rung.level === 'last-resort';
  const people = rung.targets.flatMap((target) => meant(target, config, own, at, all)).filter((p) => p.ways.length > 0);
  if (people.length === 0) return 'empty';
  const paged = new Set(
    pages
      .filter((page) => page.ask.cycle === rung.cycle && page.ask.level !== rung.level)
      .map((page) => page.ask.person),
  );
  return people.every((person) => paged.has(person.name)) ? 'paged before' : undefined;
}
