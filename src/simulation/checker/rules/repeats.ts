import type { Receipt, Violation } from '../history.ts';
import { clock, MINUTE, type Seen } from '../seen.ts';

/** V2, the rest: one claim is one send; what may have arrived before is marked as a repeat, and nothing else is. */
export function repeats(seen: Seen): readonly Violation[] {
  const claimed = new Set(seen.lives.flatMap((life) => life.claims.map((claim) => `${life.incident}/${claim.key}`)));
  const bySend = new Map<string, Receipt[]>();
  const byPage = new Map<string, Receipt[]>();
  for (const receipt of seen.history.receipts) {
    (bySend.get(receipt.key) ?? bySend.set(receipt.key, []).get(receipt.key)!).push(receipt);
    // The same page to the same person on the same way, whichever attempt it is.
    const page = receipt.key.replace(/\/a\d+$/, '');
    (byPage.get(page) ?? byPage.set(page, []).get(page)!).push(receipt);
  }
  return [
    ...[...bySend].flatMap(([key, sends]) => [
      ...(sends.length > 1
        ? [{ rule: 'rule 5', at: sends[1]!.at, text: `${key} was sent ${sends.length} times under one claim` }]
        : []),
      ...(claimed.has(key) ? [] : [{ rule: 'rule 5', at: sends[0]!.at, text: `${key} was sent without a claim` }]),
    ]),
    ...[...byPage.values()].flatMap((sends) => marks(seen, sends)),
  ];
}

function marks(seen: Seen, sends: readonly Receipt[]): readonly Violation[] {
  const found: Violation[] = [];
  for (const [n, send] of sends.entries()) {
    const before = sends.slice(0, n);
    // Unless the answer was lost with whoever had asked.
    if (before.some((other) => other.answer === 'permanent') && seen.costs(before[0]!.at, send.at) === 0)
      found.push({ rule: 'E5', at: send.at, text: `${send.key} was sent although that way had failed for good` });
    if (before.some((other) => other.arrived) && !send.repeat)
      found.push({ rule: 'V2', at: send.at, text: `${send.key} had arrived before, and is not marked as a repeat` });
    // Whether it could have arrived: a timeout, or something befell us between the claim and its outcome.
    const unsure = before.some((other) => other.answer === 'unknown') || seen.costs(send.at - 10 * MINUTE, send.at) > 0;
    if (send.repeat && !unsure)
      found.push({
        rule: 'V2',
        at: send.at,
        text: `${send.key} is marked as a repeat at ${clock(send.at)}, and nothing had happened`,
      });
  }
  const marked = sends.filter((send) => send.repeat).length;
  const faults = sends.filter((send) => send.answer === 'unknown').length + seen.history.delays.length;
  if (marked > faults)
    found.push({ rule: 'V2', at: sends[0]!.at, text: `${sends[0]!.key}: ${marked} repeats of ${faults} faults` });
  return found;
}
