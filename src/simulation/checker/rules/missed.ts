import type { Missed, Violation } from '../history.ts';
import { meant } from '../roster.ts';
import { type Claim, clock, isPaging, type Life, MINUTE, type Seen, stateAt } from '../seen.ts';
import { takenOverAt } from './taken-over.ts';

/**
 * E5: voicemail and busy are not reached. A page that a provider accepted, and then reports as missed, has failed once the
 * report is in, while somebody is still to be paged; then the person's next way follows at once, once. What nobody
 * reported has not failed, and reports that come too late change nothing.
 */
export function missed(seen: Seen): readonly Violation[] {
  return seen.lives.flatMap((life) => {
    const pages = life.claims.filter((claim) => claim.kind === 'page');
    const reports = Map.groupBy(
      seen.history.missed.filter(
        (report) => report.incident === life.incident && report.generation === life.generation,
      ),
      (report) => report.key,
    );
    return pages.flatMap((page) => {
      const mine = reports.get(page.key) ?? [];
      return [
        ...unfounded(life, page, mine),
        ...twice(life, page, mine),
        ...ignored(seen, life, page, mine),
        ...leftAlone(seen, life, page, pages),
      ];
    });
  });
}

/** It failed after all without anybody saying so, or although nobody was to be paged any more. */
function unfounded(life: Life, page: Claim, reports: readonly Missed[]): readonly Violation[] {
  const { undone } = page;
  if (!undone) return [];
  const says = (text: string) => [{ rule: 'E5', at: undone.at, text: `${life.incident}: ${page.key} ${text}` }];
  if (!reports.some((report) => report.at <= undone.at))
    return says('failed after it was accepted, and nobody had said so');
  // Judged by how things stood when the news came: it may itself begin the paging again, where nobody else is left.
  const { head, was = head } = life.commits.find(({ head: { version } }) => version === undone.version)!;
  return was.attention.is === 'acknowledged' || was.ladder?.n !== page.ask.ladder
    ? says('failed after it was accepted, and nobody waited for it any more')
    : [];
}

function twice(life: Life, page: Claim, reports: readonly Missed[]): readonly Violation[] {
  const news = reports.filter((report) => report.news);
  return news.length > 1
    ? [
        {
          rule: 'E5',
          at: news[1]!.at,
          text: `${life.incident}: that ${page.key} was missed was news ${news.length} times`,
        },
      ]
    : [];
}

/** The first report that was not lost, while the ladder it is about runs: it counts as soon as it is answered. */
function ignored(seen: Seen, life: Life, page: Claim, reports: readonly Missed[]): readonly Violation[] {
  const first = reports.find((report) => report.answered !== undefined);
  if (first?.answered === undefined || page.at > first.at) return [];
  const { answered } = first;
  const runs = [first.at, answered].every((at) => isStillPaged(stateAt(seen, life.group, at), life, page));
  // An acceptance that was not known yet when the report came is known to be none from the start.
  const isKnown = (page.undone && page.undone.at <= answered) || (page.done && page.done.got?.is !== 'accepted');
  return runs && !isKnown && !isPast(life, page, answered)
    ? [
        {
          rule: 'E5',
          at: answered,
          text: `${life.incident}: ${page.key} was reported as missed at ${clock(first.at)}, and counts as accepted`,
        },
      ]
    : [];
}

/** A later round has begun: what became of this page decides nothing any more. */
const isPast = (life: Life, { ask }: Claim, at: number): boolean =>
  life.claims.some(
    (one) =>
      one.kind === 'page' && one.ask.ladder === ask.ladder && (one.ask.cycle ?? 0) > (ask.cycle ?? 0) && one.at <= at,
  );

const isStillPaged = (head: ReturnType<typeof stateAt>, life: Life, page: Claim): boolean =>
  head !== undefined &&
  head.id === life.incident &&
  head.generation === life.generation &&
  isPaging(head) &&
  head.ladder?.n === page.ask.ladder;

/** The next way of the same person on the same rung follows at once; the way that failed is not tried again. */
function leftAlone(seen: Seen, life: Life, page: Claim, pages: readonly Claim[]): readonly Violation[] {
  const { undone, ask } = page;
  if (!undone) return [];
  const same = pages.filter(
    (one) =>
      one.ask.person === ask.person &&
      one.ask.ladder === ask.ladder &&
      one.ask.cycle === ask.cycle &&
      one.ask.level === ask.level,
  );
  const again = same.find((one) => one.ask.way === ask.way && one.at > undone.at);
  if (again)
    return [
      { rule: 'E5', at: again.at, text: `${life.incident}: ${again.key} was sent although that way had been missed` },
    ];
  const by = seen.putOff(undone.at + seen.late, undone.at - MINUTE);
  const next = (ask.way ?? 0) + 1;
  const isDone = same.some((one) => (one.ask.way ?? 0) >= next && one.at <= by);
  // A provider that took the ladder over pages whoever is next itself (E8).
  if (takenOverAt(seen, life, ask.ladder) <= by) return [];
  if (isDone || !hasNext(seen, life, page, next, by) || !runsOn(life, page, by)) return [];
  return [
    {
      rule: 'E5',
      at: undone.at,
      text: `${life.incident}: ${page.key} was missed, known at ${clock(undone.at)}, and the next way of ${ask.person} was not tried by ${clock(by)}`,
    },
  ];
}

/** The person is still meant, all the time, and has a further way. */
function hasNext(seen: Seen, life: Life, { at, ask, undone }: Claim, next: number, by: number): boolean {
  const own = seen.policyOf(life.commits[0]!.head.policy);
  const changed = seen.history.configs.some((config) => config.at > at && config.at <= by);
  if (!own || changed) return false;
  return [undone!.at, by].every((moment) =>
    meant(ask.via ?? '', seen.configAt(moment), own, moment, ask.level === 'last-resort').some(
      ({ name, ways }) => name === ask.person && ways.length > next,
    ),
  );
}

/** Until then the same ladder runs, under the same severity, and no later round of it has begun. */
function runsOn(life: Life, page: Claim, by: number): boolean {
  const { ask, undone } = page;
  const meanwhile = life.commits.filter(({ at, head }) => at <= by && head.version >= undone!.version);
  const isSame = meanwhile.every(
    ({ head }) =>
      isPaging(head) &&
      head.health.is === 'failing' &&
      head.ladder?.n === ask.ladder &&
      head.ladder?.severity === ask.severity,
  );
  return isSame && !isPast(life, page, by);
}
