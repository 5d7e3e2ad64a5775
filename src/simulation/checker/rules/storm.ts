import type { Receipt, Violation } from '../history.ts';
import { clock, MINUTE, type Seen } from '../seen.ts';

const WINDOW = 5 * MINUTE;
const MOST = 3;

/** I4: whatever fails, nobody gets pages for more than three incidents in five minutes; where the ledger could be written. */
export function storm({ history }: Seen): readonly Violation[] {
  if (history.delays.some(({ why }) => why.includes('ledger') || why.includes('crash') || why.includes('jump')))
    return [];
  // Another way, and another attempt, of the same page are no further page to the person; one that never arrived is none.
  const first = new Map<string, Receipt>();
  for (const r of history.receipts) {
    const page = r.key.replace(/\/w\d+\/a\d+$/, '');
    if (r.type === 'page' && r.arrived && !first.has(page)) first.set(page, r);
  }
  const pages = Map.groupBy(first.values(), (r) => r.person);
  return [...pages].flatMap(([person, sent]) =>
    sent.flatMap((last, n) => {
      const within = new Set(
        sent
          .slice(0, n + 1)
          .filter((r) => r.at > last.at - WINDOW)
          .map((r: Receipt) => r.incident),
      );
      return within.size > MOST
        ? [
            {
              rule: 'I4',
              at: last.at,
              text: `${person} got pages for ${within.size} incidents in the five minutes before ${clock(last.at)}`,
            },
          ]
        : [];
    }),
  );
}
