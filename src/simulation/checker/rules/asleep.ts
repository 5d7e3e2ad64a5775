import type { Head, Violation } from '../history.ts';
import { clock, isOver, MINUTE, type Seen } from '../seen.ts';

const HOUR = 60 * MINUTE;

/** V6: no incident sleeps past its next due time, and what the record itself names is done within two minutes of its time. */
export function asleep(seen: Seen): readonly Violation[] {
  return [...seen.groups.values()].flatMap((commits) =>
    commits.flatMap(({ at, head }, n) => {
      if (isOver(head)) return [];
      const found: Violation[] = [];
      const { asleepUntil } = head.run;
      const due = asleepUntil === null ? undefined : wakes(head, at);
      if (asleepUntil !== null && asleepUntil > Math.max(at, Math.min(due?.at ?? at + HOUR, at + HOUR)))
        found.push({
          rule: 'V6',
          at,
          text: `${head.id} sleeps until ${clock(asleepUntil)}, and ${due?.why ?? 'an hour'} is due at ${clock(due?.at ?? at + HOUR)}`,
        });
      const over = moments(head, false).find((m) => at > m.at + seen.late + seen.costs(m.at, at));
      if (over)
        found.push({
          rule: 'V6',
          at,
          text: `${head.id}: ${over.why} was at ${clock(over.at)}, and counts still at ${clock(at)}`,
        });
      const next = commits[n + 1]?.at ?? seen.history.end;
      const must = acts(head);
      if (must && next > Math.max(must.at, at) + seen.late + seen.costs(at, next))
        found.push({
          rule: 'V6',
          at: must.at,
          text: `${head.id}: ${must.why} was due at ${clock(must.at)}, and nothing happened before ${clock(next)}`,
        });
      return found;
    }),
  );
}

interface DueTime {
  readonly at: number;
  readonly why: string;
}

/** Moments at which a sleeping run has to be awake. */
function wakes(head: Head, now: number): DueTime | undefined {
  const leases = Object.values(head.effects).flatMap(({ key, state }) =>
    state.is === 'claimed' && (state.lease ?? 0) > now ? [{ at: state.lease!, why: `the lease of ${key}` }] : [],
  );
  const looking = leases.some(({ why }) => why.includes('confirm/'));
  return soonest([...leases, ...moments(head, !looking)]);
}

/** Moments at which something is certain to change the record. */
const acts = (head: Head): DueTime | undefined => {
  const looking = Object.values(head.effects).some(({ kind, state }) => kind === 'confirm' && state.is === 'claimed');
  return soonest(moments(head, !looking));
};

function moments(head: Head, trials: boolean): readonly DueTime[] {
  const { attention } = head;
  // While all that fails is muted nobody is to be paged, and nothing expires.
  const expiry =
    attention.is === 'acknowledged' && attention.until !== undefined && head.severity !== null
      ? [{ at: attention.until, why: 'the end of the acknowledgement' }]
      : [];
  const mutes = Object.entries(head.muted).map(([name, at]) => ({ at, why: `the end of the mute of ${name}` }));
  const looks = trials
    ? Object.entries(head.trials).map(([name, { nextAt }]) => ({ at: nextAt, why: `another look at ${name}` }))
    : [];
  return [...expiry, ...mutes, ...looks];
}

const soonest = (of: readonly DueTime[]): DueTime | undefined =>
  of.reduce<DueTime | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
