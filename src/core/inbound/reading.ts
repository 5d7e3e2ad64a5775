import type { InboundPlan, Plan } from '../plan.ts';
import type { Report } from '../report/report.ts';
import type { Instant } from '../time/instant.ts';

/** What a message of another tool says: reports, what was left out and why, what could not be read and where. */
export interface Reading {
  readonly reports: readonly Report[];
  /** Understood, and neither opens nor ends anything (rule 7). */
  readonly notes: readonly string[];
  /** Not as the tool documents it: the place, and what would be right. */
  readonly problems: readonly string[];
  /** Something only the operator can do; shown to them, never done by itself. */
  readonly notice?: string;
}

/** What a reader has to know of us. */
export interface About {
  readonly section: InboundPlan;
  readonly plan: Plan;
  readonly now: Instant;
}

/** Reads one tool's messages. Pure; never throws for what it is given. */
export type Reader = (payload: unknown, about: About) => Reading;

/** One alert of a message. */
export type Item = { readonly report: Report } | { readonly note: string } | { readonly problem: string };

/** What several alerts say together: a malformed one hides no other. */
export const together = (items: readonly Item[], notes: readonly string[] = []): Reading => ({
  reports: items.flatMap((item) => ('report' in item ? [item.report] : [])),
  notes: [...items.flatMap((item) => ('note' in item ? [item.note] : [])), ...notes],
  problems: items.flatMap((item) => ('problem' in item ? [item.problem] : [])),
});

export const unreadable = (problem: string): Reading => together([{ problem }]);
