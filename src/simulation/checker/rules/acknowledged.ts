import type { Head, History, Violation } from '../history.ts';
import { type Claim, type Commit, clock, isPaging, type Life, MINUTE, SECOND, type Seen, stateAt } from '../seen.ts';

/** What a store takes at most. */
const SLOWEST = 5 * SECOND;
/** What people say that ends an acknowledgement. */
const ENDING = ['escalate', 'unacknowledge', 'reassign'];
const STRICT = ['P1', 'P2', 'P3', 'P4'];

/** V2: no page is claimed after its acknowledgement was stored, in the order of versions; and what ends one is a reason to. */
export function acknowledged(seen: Seen): readonly Violation[] {
  return [
    ...seen.lives.flatMap((life) =>
      life.commits.flatMap((commit) => [
        ...claimsAfter(life, commit),
        ...unfounded(seen.history, life, commit),
        ...invented(seen.history, life, commit),
        ...overtaken(life, commit),
      ]),
    ),
    ...ignored(seen),
  ];
}

function claimsAfter(life: Life, { at, head, was }: Commit): readonly Violation[] {
  const begun = life.claims.filter((claim) => claim.kind === 'page' && claim.version === head.version);
  const settled = was?.id === head.id && was.generation === head.generation ? was : undefined;
  if (begun.length === 0 || (isPaging(head) && settled && isPaging(settled))) return [];
  const words = (claim: Claim) => `${life.incident}: ${claim.key} was claimed at ${clock(at)}, version ${head.version}`;
  if (head.attention.is === 'acknowledged')
    return begun.map((claim) => ({
      rule: 'V2',
      at,
      text: `${words(claim)}, after ${head.attention.by} had acknowledged`,
    }));
  return isPaging(head)
    ? []
    : begun.map((claim) => ({ rule: 'V2', at, text: `${words(claim)}, while nobody was to be paged` }));
}

/** An acknowledgement ends by its time, a stricter severity, a suspect it did not cover, a mute that ended, or somebody's wish. */
function unfounded(history: History, life: Life, { at, head, was }: Commit): readonly Violation[] {
  if (!was || was.id !== head.id || was.generation !== head.generation) return [];
  if (was.attention.is !== 'acknowledged' || head.attention.is === 'acknowledged' || head.phase !== 'open') return [];
  const expired = was.attention.until !== undefined && was.attention.until <= at;
  const raised = isStricter(head, was);
  const uncovered = head.roots.some((root) => !was.attention.covers?.includes(root));
  const unmuted = head.roots.some((root) => root in was.muted);
  const asked = history.answers.some((a) => ENDING.includes(a.action) && a.at <= at + 10_000 && a.at >= at - 1_000);
  const remedied = Object.values(head.effects).some(
    (e) =>
      (e.kind === 'apply' || e.kind === 'verify') && e.state.is === 'done' && was.effects[e.key]?.state.is !== 'done',
  );
  return expired || raised || uncovered || unmuted || asked || remedied
    ? []
    : [
        {
          rule: 'V2',
          at,
          text: `${life.incident}: the acknowledgement by ${was.attention.by} ended at ${clock(at)} for no reason`,
        },
      ];
}

const isStricter = (head: Head, was: Head): boolean =>
  head.severity !== null && was.peak !== null && STRICT.indexOf(head.severity) < STRICT.indexOf(was.peak);

/** Nobody is said to have acknowledged who did not (A6). */
function invented(history: History, life: Life, { at, head, was }: Commit): readonly Violation[] {
  const { attention } = head;
  if (
    attention.is !== 'acknowledged' ||
    (was?.id === head.id && was.attention.is === 'acknowledged' && was.attention.at === attention.at)
  )
    return [];
  return history.answers.some(
    (a) =>
      a.action === 'acknowledge' &&
      a.by === attention.by &&
      a.incident === life.incident &&
      Math.abs(a.at - at) < 10_000,
  )
    ? []
    : [{ rule: 'A6', at, text: `${life.incident}: acknowledged by ${attention.by}, who had not` }];
}

/** The first acknowledgement wins while it holds (A1). */
function overtaken(life: Life, { at, head, was }: Commit): readonly Violation[] {
  if (!was || was.id !== head.id || was.generation !== head.generation) return [];
  const [first, later] = [was.attention, head.attention];
  const isOther = first.is === 'acknowledged' && later.is === 'acknowledged' && first.at !== later.at;
  const isExpired = first.until !== undefined && first.until <= at;
  return !isOther || isExpired || was.ladder?.n !== head.ladder?.n
    ? []
    : [{ rule: 'A1', at, text: `${life.incident}: ${later.by} took over what ${first.by} had acknowledged` }];
}

/** Who is told that it worked, has acknowledged it (A1). */
function ignored(seen: Seen): readonly Violation[] {
  return seen.history.answers.flatMap(({ at, action, by, incident, ok }) => {
    if (action !== 'acknowledge' || !ok || incident === undefined) return [];
    const group = incident.replace(/-\d+$/, '');
    // What happens in one and the same moment may have come in any order; a slow store answers with how it was.
    const since = at - Math.min(SLOWEST, seen.costs(at - SLOWEST, at));
    const commits = seen.groups.get(group)?.filter((c) => c.at >= since && c.at <= at) ?? [];
    const held = [stateAt(seen, group, since - 1), ...commits.map((c) => c.head)].some(
      (h) => h?.id !== incident || h.phase !== 'open' || h.attention.is === 'acknowledged',
    );
    // Sent again for want of an answer, it was recorded before, and taken back since.
    const isTakenBack = seen.history.answers.some(
      (other) =>
        other.action === 'unacknowledge' &&
        other.ok &&
        other.incident === incident &&
        other.at <= at &&
        at - other.at < MINUTE,
    );
    return held || isTakenBack
      ? []
      : [
          {
            rule: 'A1',
            at,
            text: `${incident}: ${by} was told that the acknowledgement counts, and it was not stored`,
          },
        ];
  });
}
