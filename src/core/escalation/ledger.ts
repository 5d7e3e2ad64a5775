import type { Severity } from '../severity/severity.ts';
import { type Instant, MINUTE, SECOND } from '../time/instant.ts';

/** What one person was sent lately (I4): at most three pages in five minutes, the rest in one bundle. */
export interface LedgerPage {
  readonly sent: readonly Sent[];
  /** Incidents waiting for the next bundle, with the moment each began to wait. */
  readonly waiting: Readonly<Record<string, Instant>>;
  /** The last message, whose it was, and the waiting incidents it stands for as well; `sure` once a channel accepted it. */
  readonly bundle?: {
    readonly at: Instant;
    readonly by: string;
    readonly incidents: readonly string[];
    readonly sure: boolean;
  };
  /** The last "monitor blind" page, which stands for those of all other incidents (I3). */
  readonly blind?: { readonly at: Instant; readonly by: string; readonly sure: boolean };
}

interface Sent {
  readonly at: Instant;
  readonly incident: string;
  /** An earlier page of this incident had the slot; where the send at `at` fails, it has it still. */
  readonly before?: Instant;
}

export const EMPTY_LEDGER: LedgerPage = { sent: [], waiting: {} };

const WINDOW = 5 * MINUTE;
const BUDGET = 3;
/** Until a bundle's own send is known to have been accepted, those in it look again this often. */
const UNSURE = 2 * SECOND;
/** A message whose outcome is not known after this long went down with its sender. */
const LOST = MINUTE;
/** Who has not asked again for this long waits no more: it was acknowledged, or is over. */
const GIVEN_UP = 2 * WINDOW;
/** One "monitor blind" page stands for all others within this time (I3). */
const ONE_BLIND = 60 * MINUTE;
/** How long a bundle collects before it goes out. */
const COLLECT = 10 * SECOND;

export type Slot =
  | { readonly do: 'send'; readonly others: number }
  | { readonly do: 'bundled'; readonly with: number }
  | { readonly do: 'wait'; readonly until: Instant };

/** What a page has to say of itself to get a slot. */
export interface Asked {
  readonly incident: string;
  readonly severity: Severity;
  readonly firstPage: boolean;
  /** It only says that we may be blind. */
  readonly blind?: boolean;
}

export interface Taken {
  readonly slot: Slot;
  readonly ledger: LedgerPage;
}

/**
 * Whether this page may go out now, and the ledger after it (I4). The first page goes at once, what follows is collected
 * for a few seconds into one message; the third slot is kept for a P1's first page, which takes any free slot at once.
 */
export function takeSlot(ledger: LedgerPage, ask: Asked, now: Instant): Taken {
  if (!ask.blind) return takeAnySlot(ledger, ask, now);
  const told = ledger.blind && ledger.blind.by !== ask.incident ? ledger.blind : undefined;
  if (told?.sure && told.at > now - ONE_BLIND) return { slot: { do: 'bundled', with: 1 }, ledger };
  if (told && !told.sure && told.at > now - LOST) return { slot: { do: 'wait', until: now + UNSURE }, ledger };
  const taken = takeAnySlot(ledger, ask, now);
  if (taken.slot.do !== 'send') return taken;
  return { ...taken, ledger: { ...taken.ledger, blind: { at: now, by: ask.incident, sure: false } } };
}

/**
 * The same page on another way, or another time: on the slot that it holds still, else on any that is free, at once (E5).
 * Where the one it gave back when it failed has gone to other incidents, it waits its turn: a provider that is out makes
 * no storm of fallbacks (I4).
 */
export function takeSlotAgain(ledger: LedgerPage, ask: Asked, now: Instant): Taken {
  const sent = lately(ledger, now);
  const nth = sent.findLastIndex(({ incident }) => incident === ask.incident);
  const mine = sent[nth];
  if (mine) {
    // Counted from now, for the slot may be that of an earlier page.
    const later = { at: now, incident: ask.incident, before: mine.at };
    return { slot: { do: 'send', others: 0 }, ledger: { ...ledger, sent: [...sent.toSpliced(nth, 1), later] } };
  }
  const isFree = sent.length < limitOf(ask) && !ask.blind && !coveredBy(ledger, ask.incident, now);
  if (!isFree) return takeSlot(ledger, ask, now);
  return bundle({ ...ledger, waiting: fresh(ledger.waiting, now) }, sent, ask.incident, now);
}

const lately = ({ sent }: LedgerPage, now: Instant): readonly Sent[] => sent.filter(({ at }) => at > now - WINDOW);
const isUrgent = ({ severity, firstPage }: Asked): boolean => severity === 'P1' && firstPage;
const limitOf = (ask: Asked): number => (isUrgent(ask) ? BUDGET : BUDGET - 1);

function takeAnySlot(ledger: LedgerPage, ask: Asked, now: Instant): Taken {
  const sent = lately(ledger, now);
  // A storm is many incidents: what one incident has to say again is not held back by its own pages.
  const elsewhere = sent.filter(({ incident }) => incident !== ask.incident);
  const covered = coveredBy(ledger, ask.incident, now);
  if (covered) return { slot: covered.slot, ledger: { ...covered.ledger, sent } };
  const live = { ...ledger, waiting: fresh(ledger.waiting, now) };
  const limit = limitOf(ask);
  const others = Object.keys(live.waiting).some((id) => id !== ask.incident);
  const atOnce = isUrgent(ask) || (elsewhere.length === 0 && !others);
  if (elsewhere.length < limit && atOnce) return bundle(live, sent, ask.incident, now);
  const waiting = ask.incident in live.waiting ? live.waiting : { ...live.waiting, [ask.incident]: now };
  const free =
    elsewhere.length < limit ? Math.min(...Object.values(waiting)) + COLLECT : elsewhere.at(-limit)!.at + WINDOW;
  const next = { ...live, sent, waiting };
  return now >= free ? bundle(next, sent, ask.incident, now) : { slot: { do: 'wait', until: free }, ledger: next };
}

/** The message that stands for this incident, which waited for it: once, and only once a channel has accepted it. */
function coveredBy(ledger: LedgerPage, incident: string, now: Instant) {
  const { bundle: last } = ledger;
  if (!last?.incidents.includes(incident)) return undefined;
  // Whoever took the slot may have died with it: then everyone waits anew.
  if (!last.sure && now - last.at > LOST) return undefined;
  if (!last.sure) return { slot: { do: 'wait', until: now + UNSURE } satisfies Slot, ledger };
  const incidents = last.incidents.filter((id) => id !== incident);
  return {
    slot: { do: 'bundled', with: last.incidents.length } satisfies Slot,
    ledger: { ...ledger, bundle: { ...last, incidents } },
  };
}

function bundle(ledger: LedgerPage, sent: readonly Sent[], incident: string, now: Instant) {
  const waiting = Object.keys(ledger.waiting).filter((id) => id !== incident);
  const slot: Slot = { do: 'send', others: waiting.length };
  // Those that an earlier message stands for, and that have not asked again yet, stay covered.
  const covered = ledger.bundle?.sure
    ? ledger.bundle.incidents.filter((id) => id !== incident && !waiting.includes(id))
    : [];
  const incidents = [...covered, ...waiting];
  return {
    slot,
    ledger: {
      ...(ledger.blind && { blind: ledger.blind }),
      sent: [...sent, { at: now, incident }],
      waiting: {},
      bundle: { at: now, by: incident, incidents, sure: false },
    },
  };
}

const fresh = (waiting: LedgerPage['waiting'], now: Instant): LedgerPage['waiting'] =>
  Object.fromEntries(Object.entries(waiting).filter(([, since]) => since > now - GIVEN_UP));

/**
 * The ledger once the send that took a slot at `at` is known: what was not accepted gives its slot back, and a bundle
 * that failed sets its incidents waiting again, so that none is counted as paged.
 */
export function settleSlot(was: LedgerPage, at: Instant, incident: string, accepted: boolean): LedgerPage {
  const ledger = settleBlind(was, at, incident, accepted);
  const { bundle: last, ...rest } = ledger;
  const mine = last?.at === at && last.by === incident ? last : undefined;
  if (accepted) return mine ? { ...rest, bundle: { ...mine, sure: true } } : ledger;
  const nth = ledger.sent.findIndex((one) => one.at === at && one.incident === incident);
  const sent = nth < 0 ? ledger.sent : givenBack(ledger.sent, nth);
  if (!mine) return { ...ledger, sent };
  const again = Object.fromEntries(mine.incidents.map((id) => [id, at]));
  return { ...rest, sent, waiting: { ...ledger.waiting, ...again } };
}

function givenBack(sent: readonly Sent[], nth: number): readonly Sent[] {
  const { incident, before } = sent[nth]!;
  const rest = sent.toSpliced(nth, 1);
  return before === undefined ? rest : [...rest, { at: before, incident }].sort((a, b) => a.at - b.at);
}

function settleBlind(ledger: LedgerPage, at: Instant, incident: string, accepted: boolean): LedgerPage {
  const { blind, ...rest } = ledger;
  if (blind?.at !== at || blind.by !== incident) return ledger;
  return accepted ? { ...rest, blind: { ...blind, sure: true } } : rest;
}
