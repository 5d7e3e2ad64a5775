import type { Violation } from '../history.ts';
import { type Claim, clock, type Life, type Seen } from '../seen.ts';

/** E8: once a provider that escalates itself has accepted a page, its ladder pages nobody any more. */
export function takenOver(seen: Seen): readonly Violation[] {
  return seen.lives.flatMap((life) => {
    const pages = life.claims.filter(({ kind }) => kind === 'page');
    return pages.flatMap((page) => {
      const taker = takerOf(seen, life, page.ask.ladder);
      const isAfter = taker?.done !== undefined && page.version > taker.done.version;
      if (!isAfter || !escalates(seen, taker, page.at)) return [];
      const text = `${life.incident}: ${page.key} was claimed at ${clock(page.at)}, although ${taker.ask.channel} had taken ladder ${page.ask.ladder} over at ${clock(taker.done!.at)}`;
      return [{ rule: 'E8', at: page.at, text }];
    });
  });
}

/** When a provider took a ladder over; never where none did. */
export const takenOverAt = (seen: Seen, life: Life, ladder: number | undefined): number =>
  takerOf(seen, life, ladder)?.done?.at ?? Number.POSITIVE_INFINITY;

/** The page by which it did. One that went out in another incident's message is not known to the provider (I4). */
const takerOf = (seen: Seen, life: Life, ladder: number | undefined): Claim | undefined =>
  life.claims.find(
    (page) =>
      page.kind === 'page' &&
      page.ask.ladder === ladder &&
      page.done?.got?.is === 'accepted' &&
      page.done.got.bundle === undefined &&
      escalates(seen, page, page.done.at),
  );

const escalates = (seen: Seen, { ask }: Claim, at: number): boolean =>
  seen.configAt(at).channels[ask.channel ?? '']?.can.escalates === true;
