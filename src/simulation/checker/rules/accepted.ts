import type { PolicyConfig } from '../config.ts';
import type { Violation } from '../history.ts';
import { meant } from '../roster.ts';
import { type Rung, rungsOf } from '../rungs.ts';
import { type Claim, clock, isAccepted, isBlind, isPaging, type Life, MINUTE, SECOND, type Seen } from '../seen.ts';

/** What a failed send may cost before the next way, and what a way that waits may wait at most. */
const PER_FAILURE = 70_000;
const WAITING_WAYS = 3 * MINUTE;
/** How long the fourth page in five minutes waits for one message with the others (I4). */
const KEPT = 5 * MINUTE;

/** V1: an unacknowledged P1 woke somebody, a P2 was accepted for somebody, in its policy's time; or the last resort was used. */
export function accepted(seen: Seen): readonly Violation[] {
  return seen.lives.flatMap((life) =>
    life.commits.flatMap((commit, n) => {
      const { at, head, was } = commit;
      const { ladder } = head;
      const begins =
        isPaging(head) &&
        !(
          was &&
          was.id === head.id &&
          isPaging(was) &&
          was.ladder?.n === ladder?.n &&
          was.ladder?.severity === ladder?.severity
        );
      if (!begins || !ladder || (ladder.severity !== 'P1' && ladder.severity !== 'P2') || isBlind(head)) return [];
      const until =
        life.commits
          .slice(n + 1)
          .find(
            (c) =>
              !isPaging(c.head) ||
              c.head.ladder?.n !== ladder.n ||
              c.head.ladder.severity !== ladder.severity ||
              c.head.health.is !== 'failing',
          )?.at ?? seen.history.end;
      const problem = unheard(seen, life, { from: at, until, n: ladder.n, severity: ladder.severity, head });
      return problem ? [{ rule: 'V1', at, text: problem }] : [];
    }),
  );
}

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly n: number;
  readonly severity: string;
  readonly head: Life['commits'][number]['head'];
}

/** Somebody whom the policy names has a way that counts; where nobody has, the config is refuted, not the engine (E3). */
const isReachable = (seen: Seen, rungs: readonly Rung[], own: PolicyConfig, severity: string, at: number): boolean => {
  const config = seen.configAt(at);
  return rungs
    .flatMap(({ targets }) => targets.flatMap((target) => meant(target, config, own, at, true)))
    .some(({ ways }) => ways.some((way) => severity !== 'P1' || config.channels[way.channel]?.can.wake));
};

/**
 * Every way that wakes was tried of everyone on the rungs that were begun, and none worked: where one provider's failure
 * leaves nobody to wake, the config is refuted (`tocsin prove` says so), not the engine.
 */
function hasTriedAll(seen: Seen, pages: readonly Claim[], own: PolicyConfig, at: number): boolean {
  const config = seen.configAt(at);
  const people = [...new Set(pages.map((page) => page.ask.person ?? ''))].flatMap((name) =>
    meant(name, config, own, at),
  );
  const ways = people.flatMap(({ name, ways }) =>
    ways.flatMap(({ channel }) => (config.channels[channel]?.can.wake ? [{ name, channel }] : [])),
  );
  const isTried = ({ name, channel }: { readonly name: string; readonly channel: string }) =>
    pages.some((page) => page.ask.person === name && page.ask.channel === channel && !isAccepted(page));
  return ways.length > 0 && ways.every(isTried);
}

/** Until the next way can be tried: a report that nobody was reached may come minutes after the page. */
const costOf = ({ at, done, undone }: Claim): number =>
  undone ? undone.at - at + SECOND : done && done.got?.is !== 'accepted' ? PER_FAILURE : 0;

function unheard(seen: Seen, life: Life, { from, until, n, severity, head }: Stretch): string | undefined {
  const own = seen.policyOf(head.policy);
  if (!own) return undefined;
  const pages = life.claims.filter((claim) => claim.kind === 'page' && claim.ask.ladder === n);
  const rungs = rungsOf(head, own);
  const time = rungs
    .filter((rung) => rung.cycle === 0 && rung.level !== 'last-resort')
    .slice(1)
    .reduce((sum, rung) => sum + rung.gap, 0);
  const failures = pages.reduce((sum, page) => sum + costOf(page), 0);
  const waits = pages.some((page) => page.done?.got?.is === 'held') ? KEPT : WAITING_WAYS;
  const deadline = from + time + failures + waits + seen.late + seen.costs(from, until);
  if (deadline >= until) return undefined;
  const configs = [from, ...seen.history.configs.flatMap(({ at }) => (at > from && at <= deadline ? [at] : []))];
  if (!configs.every((at) => isReachable(seen, rungs, own, severity, at))) return undefined;
  const reached = pages.find((page) => {
    if (page.done?.got?.is !== 'accepted' || page.done.at > deadline || (page.undone && page.undone.at <= deadline))
      return false;
    const wakes = seen.configAt(page.at).channels[page.ask.channel ?? '']?.can.wake ?? false;
    const proof =
      page.done.got.bundle !== undefined ||
      seen.history.receipts.some(
        // That nobody was reached is known once the provider says so.
        (r) => r.key === `${life.incident}/${page.key}` && r.answer === 'accepted' && (r.arrived || r.missed),
      );
    return (wakes || severity !== 'P1') && proof;
  });
  if (
    reached ||
    (severity === 'P1' &&
      hasTriedAll(
        seen,
        pages.filter(({ at }) => at <= deadline),
        own,
        from,
      ))
  )
    return undefined;
  if (pages.some((page) => page.ask.level === 'last-resort')) return undefined;
  return `${life.incident} (${severity}) was open and unanswered from ${clock(from)} to ${clock(until)}, and ${severity === 'P1' ? 'nobody was woken' : 'no channel had accepted a page'} by ${clock(deadline)}`;
}
