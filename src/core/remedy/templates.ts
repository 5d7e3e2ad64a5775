import { type Instant, inWords, MINUTE } from '../time/instant.ts';

/** A template of a workload while it was current, as the recorder saw it; known by the hash of its content (G2). */
export interface Reign {
  readonly hash: string;
  /** The last look that saw another one: it became current after that, and by `from`. Absent: it was there when we began. */
  readonly after?: Instant;
  readonly from: Instant;
  /** The last look that saw it. */
  readonly until: Instant;
  /** Since when every look found the monitor well; absent while the last one did not. */
  readonly wellSince?: Instant;
  /** The longest that it was well without a break, ms. */
  readonly well: number;
  /** A remedy of ours put it there. */
  readonly ours?: true;
}

/** What was seen of a workload's templates: plain JSON, bounded. The last reign is of what runs now. */
export interface Templates {
  readonly reigns: readonly Reign[];
  /** Hashes of what was rolled back: it is never put back (G2). */
  readonly bad: readonly string[];
}

/** One look of the recorder. `isWell`: our own checks saw the monitor well in their latest slot. */
export interface TemplateLook {
  readonly hash: string;
  readonly at: Instant;
  readonly isWell: boolean;
  /** A remedy of ours put it there: what ran before is bad from then on, and this is no deploy. */
  readonly isOurs?: boolean;
}

export const NO_TEMPLATES: Templates = { reigns: [], bad: [] };

/** The recorder looks each minute; what lies between looks that are further apart nobody saw. */
const APART = 2.5 * MINUTE;
/** From one look to the next where none was missed: one that was may have been the only one to see it fail. */
const NEXT = 1.9 * MINUTE;
const [REIGNS, BAD] = [20, 50];

/** After a look. One that is older than what is known says nothing. Pure. */
export function observed(templates: Templates, { hash, at, isWell, isOurs = false }: TemplateLook): Templates {
  const { reigns, bad } = templates;
  const last = reigns.at(-1);
  if (last && at <= last.until) return templates;
  if (last?.hash === hash)
    return { bad, reigns: [...reigns.slice(0, -1), lasting(last, at, isWell, at - last.until < NEXT)] };
  const begun: Reign = {
    hash,
    ...(last && { after: last.until }),
    from: at,
    until: at,
    well: 0,
    ...(isOurs && { ours: true }),
  };
  const undone = isOurs && last ? [...bad.filter((each) => each !== last.hash), last.hash].slice(-BAD) : bad;
  return { bad: undone, reigns: [...reigns, lasting(begun, at, isWell, false)].slice(-REIGNS) };
}

/** It is still there. `isSeen`: nothing can have happened since the look before. */
function lasting({ wellSince: was, ...reign }: Reign, at: Instant, isWell: boolean, isSeen: boolean): Reign {
  if (!isWell) return { ...reign, until: at };
  const wellSince = (isSeen ? was : undefined) ?? at;
  return { ...reign, until: at, wellSince, well: Math.max(reign.well, at - wellSince) };
}

export interface RollbackLimits {
  readonly now: Instant;
  /** The first bad look of the failure. */
  readonly failedAt: Instant;
  /** Of the config, ms. */
  readonly deployedWithin: number;
  readonly healthyFor: number;
}

export type RollbackTarget =
  | { readonly is: 'target'; readonly from: string; readonly to: string }
  | { readonly is: 'refused'; readonly why: string };

/**
 * G2: what a rollback would go back to. Only a recent deploy is undone, as we saw it ourselves: what runs now became current
 * within `deployed-within` before the first failure. Only what our own checks saw well for `healthy-for` comes back, and
 * nothing that was rolled back before. Pure.
 */
export function rollbackTarget({ reigns, bad }: Templates, limits: RollbackLimits): RollbackTarget {
  const { now, failedAt, deployedWithin, healthyFor } = limits;
  const current = reigns.at(-1);
  const refused = (why: string): RollbackTarget => ({ is: 'refused', why });
  if (!current) return refused('nobody has looked at what runs there yet');
  if (now - current.until > APART)
    return refused(`nobody has looked at what runs there for ${inWords(now - current.until)}`);
  if (current.ours) return refused('what runs now was put there by a remedy: that is no deploy');
  if (current.after === undefined)
    return refused('what runs now was there when we began to look: it is no recent deploy');
  if (current.after >= failedAt) return refused('it failed before what runs now was deployed');
  // Somewhere between two looks it came; where they are far apart, perhaps long before it failed.
  if (current.from - current.after > APART)
    return refused(
      `nobody looked at what runs there for ${inWords(current.from - current.after)}: when it was deployed is not known`,
    );
  if (failedAt - current.from > deployedWithin)
    return refused(
      `the last deploy was ${inWords(failedAt - current.from)} before it failed, longer than ${inWords(deployedWithin)} ago`,
    );
  const good = reigns.findLast(({ hash, well }) => hash !== current.hash && well >= healthyFor && !bad.includes(hash));
  return good
    ? { is: 'target', from: current.hash, to: good.hash }
    : refused(`no version before it was seen healthy for ${inWords(healthyFor)}`);
}
