import type { PolicyConfig } from '../config.ts';
import type { Violation } from '../history.ts';
import { meant } from '../roster.ts';
import { inWords, type Rung, rungsOf } from '../rungs.ts';
import { type Claim, type Commit, clock, isAccepted, type Life, MINUTE, SECOND, type Seen } from '../seen.ts';

/** Nobody is bothered before it is their turn, nor for several turns at once (E2, E4). */
export const early = (seen: Seen): readonly Violation[] =>
  seen.lives.flatMap((life) => {
    const pages = life.claims.filter((claim) => claim.kind === 'page');
    return [...tooSoon(seen, life, pages), ...piled(seen, life, pages)];
  });

/** No level is begun before its time. */
function tooSoon(seen: Seen, life: Life, pages: readonly Claim[]): readonly Violation[] {
  const found: Violation[] = [];
  for (const commit of life.commits) {
    const { head } = commit;
    const { ladder: now } = head;
    if (!now || now.why === 'raised' || wasHurried(life, now.n, head.version)) continue;
    for (const page of pages.filter((one) => one.version === head.version && one.ask.ladder === now.n)) {
      const problem = tooEarly(seen, commit, page, pages);
      if (problem) found.push({ rule: 'V1', at: page.at, text: `${life.incident}: ${problem}` });
    }
  }
  return found;
}

/** Somebody asked for the next level by then; the record forgets it once that level was begun. */
const wasHurried = (life: Life, ladder: number, version: number): boolean =>
  life.commits.some(
    ({ head }) => head.version <= version && head.ladder?.n === ladder && head.ladder.hurried.length > 0,
  );

function tooEarly(seen: Seen, { head, was }: Commit, page: Claim, pages: readonly Claim[]): string | undefined {
  const own = seen.policyOf(head.policy);
  if (!own || page.ask.attempt !== 1 || page.ask.way !== 0 || was?.ladder?.severity !== head.ladder?.severity)
    return undefined;
  const rungs = rungsOf(head, own);
  const k = rungs.findIndex((rung) => rung.cycle === page.ask.cycle && rung.level === page.ask.level);
  const before = rungs[k - 1];
  if (k < 1 || !before) return undefined;
  const earlier = pages.filter(
    (one) =>
      one.at <= page.at &&
      one.ask.ladder === page.ask.ladder &&
      one.ask.severity === page.ask.severity &&
      one.ask.cycle === before.cycle &&
      one.ask.level === before.level,
  );
  // Nobody there, or nobody there could be reached: the next one follows at once.
  const failed = earlier.some((one) => !isAccepted(one));
  if (earlier.length === 0 || failed) return undefined;
  const begun = Math.min(...earlier.map((one) => one.decidedAt));
  const due = Math.min(begun, passedAt(seen, rungs, k - 1, page, pages, own)) + rungs[k]!.gap;
  return page.at < due - SECOND - seen.costs(page.at - MINUTE, page.at)
    ? `${inWords(rungs[k]!)} was begun at ${clock(page.at)}, and not due before ${clock(due)}`
    : undefined;
}

/**
 * When a rung came whose people had all been paged in its round before: it gives way at once, and whoever comes on call for it
 * later does not put the next one off (E2, E4). Never of one that paged somebody then.
 */
function passedAt(
  seen: Seen,
  rungs: readonly Rung[],
  k: number,
  { ask }: Claim,
  pages: readonly Claim[],
  own: PolicyConfig,
): number {
  const [rung, above] = [rungs[k]!, rungs.slice(0, k).filter(({ cycle }) => cycle === rungs[k]!.cycle)];
  const paged = pages.filter(
    (one) =>
      one.ask.ladder === ask.ladder &&
      above.some(({ cycle, level }) => one.ask.cycle === cycle && one.ask.level === level),
  );
  if (paged.length === 0) return Number.POSITIVE_INFINITY;
  const nominal = Math.min(...paged.map((one) => one.decidedAt)) + rung.gap;
  const people = rung.targets.flatMap((target) => meant(target, seen.configAt(nominal), own, nominal));
  return people.every(({ name }) => paged.some((one) => one.ask.person === name)) ? nominal : Number.POSITIVE_INFINITY;
}

/** E4: nobody gets several rungs' pages at once, for instance for all the rounds that were before they came on call. */
function piled(seen: Seen, life: Life, pages: readonly Claim[]): readonly Violation[] {
  const found: Violation[] = [];
  for (const [n, page] of pages.entries()) {
    const twin = pages
      .slice(0, n)
      .find(
        (one) =>
          one.ask.person === page.ask.person &&
          one.ask.ladder === page.ask.ladder &&
          (one.ask.cycle !== page.ask.cycle || one.ask.level !== page.ask.level) &&
          page.at - one.at < SECOND &&
          isAccepted(one) &&
          one.ask.way === 0 &&
          page.ask.way === 0 &&
          one.ask.attempt === 1 &&
          page.ask.attempt === 1,
      );
    const ladders = life.commits.flatMap(({ head }) =>
      head.ladder && head.ladder.n === page.ask.ladder ? [head.ladder] : [],
    );
    const hurried = ladders.some((now) => now.hurried.length > 0 || now.why === 'raised');
    if (twin && !hurried && !cameMeanwhile(seen, life, twin, page, pages))
      found.push({
        rule: 'E4',
        at: page.at,
        text: `${life.incident}: ${page.ask.person} was paged for ${twin.key} and for ${page.key} within seconds`,
      });
  }
  return found;
}

/** The later page's rung came after the earlier page, its moment and a hand-off falling together. */
function cameMeanwhile(seen: Seen, life: Life, twin: Claim, page: Claim, pages: readonly Claim[]): boolean {
  const head = life.commits.find((c) => c.head.version === page.version)?.head;
  const own = head && seen.policyOf(head.policy);
  if (!own) return false;
  const rungs = rungsOf(head, own);
  const isOn = (rung: Rung | undefined, one: Claim) =>
    one.ask.ladder === page.ask.ladder && one.ask.cycle === rung?.cycle && one.ask.level === rung?.level;
  const k = rungs.findIndex((rung) => isOn(rung, page));
  // Rungs in between that paged nobody gave way at once: what is counted from is the last one that did.
  const from = rungs.slice(0, k).findLastIndex((rung) => pages.some((one) => isOn(rung, one)));
  const before = pages.filter((one) => isOn(rungs[from], one)).map(({ decidedAt }) => decidedAt);
  return before.length > 0 && Math.min(...before) + rungs[from + 1]!.gap > twin.decidedAt;
}
