import type { Receipt, Violation } from '../history.ts';
import { clock, MINUTE, type Seen } from '../seen.ts';

const WINDOW = 5 * MINUTE;
const MOST = 3;

/** I4: whatever fails, nobody gets pages for more than three incidents in five minutes; where the ledger could be written. */
export function storm({ history }: Seen): readonly Violation[] {
  if (history.delays.some(({ why }) => why.includes('ledger') || why.includes('crash') || why.includes('jump')))
    return [];
  const pages = Map.groupBy(
    history.receipts.filter((r) => r.type === 'page' && r.arrived),
    (r) => r.person,
  );
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
