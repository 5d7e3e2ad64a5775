import type { Instant } from '../../core/time/instant.ts';
import { type Account, type Entry, type Page, troubleAt } from '../../simulation/scenario/account.ts';
import { allHeld, type Outcome } from './outcome.ts';

/** The outcome as docs/simulate.md describes it: times as ISO 8601 in UTC, durations in ms. */
export function jsonOf(outcome: Outcome) {
  const { loaded, account, verdicts, figures } = outcome;
  const { scenario } = loaded;
  return {
    file: loaded.file,
    name: scenario.name,
    ...(scenario.runbook !== undefined && { runbook: scenario.runbook }),
    config: loaded.config,
    start: iso(scenario.start),
    timezone: scenario.zone,
    locations: scenario.locations,
    troubleAt: iso(troubleAt(account)),
    end: iso(account.end),
    holds: allHeld(outcome),
    summary: {
      firstPageAfterMs: figures.firstPage?.after ?? null,
      firstWokenAfterMs: figures.firstWoken?.after ?? null,
      pages: figures.pages,
      incidents: figures.incidents.map(({ openedAt, endedAt, ...rest }) => ({
        ...rest,
        openedAt: isoOrNull(openedAt),
        endedAt: isoOrNull(endedAt),
      })),
    },
    expectations: verdicts.map(({ expected: { text }, held }) =>
      held.holds
        ? { text, holds: true, note: held.note, at: isoOrNull(held.at ?? null) }
        : { text, holds: false, at: iso(held.at), instead: held.instead },
    ),
    pages: account.pages.map((page) => pageJson(page, account)),
    timeline: account.entries.map((entry) => entryJson(entry, account)),
  };
}

const pageJson = ({ at, ...page }: Page, { scenario }: Account) => ({
  at: iso(at),
  afterMs: at - scenario.start,
  ...page,
});

const entryJson = ({ at, about, text, incident }: Entry, { scenario }: Account) => ({
  at: iso(at),
  afterMs: at - scenario.start,
  about,
  ...(incident !== undefined && { incident }),
  text,
});

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));
