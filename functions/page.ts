import { lastDeploy, RECENT } from '../src/core/deploy/deploy.ts';
import type { Delivery, Held } from '../src/core/escalation/delivery.ts';
import {
  EMPTY_LEDGER,
  type LedgerPage,
  type Slot,
  settleSlot,
  takeSlot,
  takeSlotAgain,
} from '../src/core/escalation/ledger.ts';
import { acceptedOf, unheardOthers, wasSent } from '../src/core/escalation/spent.ts';
import type { Incident } from '../src/core/incident/incident.ts';
import { isAnew } from '../src/core/incident/reached.ts';
import type { Transacted } from '../src/core/incident/transact.ts';
import type { PageAsk } from '../src/core/incident/work.ts';
import { composePage } from '../src/core/message/compose.ts';
import type { AnswerLinks, DeployStore, LedgerStore, RunId, Sender } from '../src/core/ports.ts';
import { onlyBlind } from '../src/core/report/words.ts';
import { signedOffers } from './offers.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

type PagePorts = WorkPorts & {
  readonly sender: Sender;
  readonly links: AnswerLinks;
  readonly ledger: LedgerStore;
  readonly deploys: Pick<DeployStore, 'since'>;
  /** Hears of what went wrong beside the page itself. */
  readonly onError?: (where: string, error: unknown) => void;
};

/** A page that takes longer than this to send counts as unknown, and is sent again as a repeat (E5). */
const LEASE = 45_000;

/** Pages whoever is due now: claims, sends, records, one by one. What was acknowledged meanwhile is not claimed (V2). */
export const page =
  (ports: PagePorts) =>
  async (input: WorkInput): Promise<RunId> => {
    for (const key of input.keys) {
      const claimed = await claim(ports, input, key, LEASE);
      if (claimed?.due.kind === 'page')
        await record(ports, input, 'page', key, await deliver(ports, claimed.due.ask, key, claimed.at));
    }
    return onward(input);
  };

async function deliver(ports: PagePorts, ask: PageAsk, key: string, at: Transacted): Promise<Delivery | Held> {
  const { incident, context } = at;
  if (!incident) return { is: 'permanent', why: 'the incident is gone' };
  const offers = await signedOffers(ports.links, at, ask, key);
  const last = await lastDeployBefore(ports, incident);
  const send = (others: number) =>
    ports.sender.send(ask.channel, {
      ...composePage(incident, ask, key, others, context, offers, last),
      ...(isAnew(incident, ask) && { anew: true }),
    });
  const now = ports.clock.now();
  // Another way or another attempt of the same page is no further page to the person.
  const take = wasSent(incident, ask, key) ? takeSlotAgain : takeSlot;
  const slot = await onLedger(ports, ask.person, (ledger) => {
    const taken = take(
      ledger,
      {
        incident: incident.id,
        severity: ask.severity,
        firstPage: isFirst(incident, ask),
        blind: onlyBlind(incident),
      },
      now,
    );
    return { ledger: taken.ledger, answer: taken.slot };
  });
  // A ledger that cannot be written holds no page back: rather one too many than one too few.
  const mine: Slot = slot ?? { do: 'send', others: 0 };
  if (mine.do === 'bundled') return { is: 'accepted', bundle: mine.with };
  if (mine.do === 'wait') return { is: 'held', until: mine.until };
  const others = mine.others + unheardOthers(incident, ask);
  const sent = await send(others);
  const counts = sent.is === 'accepted' || sent.is === 'unknown';
  await onLedger(ports, ask.person, (ledger) => ({
    ledger: settleSlot(ledger, now, incident.id, counts),
    answer: undefined,
  }));
  return sent.is === 'accepted' && others > 0 ? { ...sent, bundle: others } : sent;
}

/** The deploy that a page names. One that cannot be read costs no page. */
async function lastDeployBefore({ deploys, clock, plan, onError }: PagePorts, incident: Incident) {
  try {
    return lastDeploy(await deploys.since(clock.now() - 2 * RECENT), incident, plan());
  } catch (error) {
    onError?.('deploys', error);
    return undefined;
  }
}

const isFirst = (incident: Incident, ask: PageAsk): boolean =>
  acceptedOf(incident).every(({ person }) => person !== ask.person);

/**
 * I4: the person's ledger, by conditional write, so that two incidents never take the same slot. `undefined` where it
 * cannot be had: that must cost no page, and not the knowledge of one that was sent.
 */
async function onLedger<T>(
  ports: PagePorts,
  person: string,
  change: (ledger: LedgerPage) => { ledger: LedgerPage; answer: T },
): Promise<T | undefined> {
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      const stored = await ports.ledger.read(person);
      const { ledger, answer } = change(stored?.page ?? EMPTY_LEDGER);
      if ((await ports.ledger.write(person, ledger, stored?.version ?? 0)) === 'written') return answer;
    }
  } catch (error) {
    ports.onError?.(`ledger of ${person}`, error);
  }
  return undefined;
}
