import type { Delivery } from '../../escalation/delivery.ts';
import type { Incident } from '../../incident/incident.ts';
import { shortened } from '../../message/runes.ts';
import { type Instant, MINUTE } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import type { Finder } from '../concern.ts';

/** One failed send is an accident, and has its fallback (E5); so many in a row are the channel. */
const IN_A_ROW = 3;
/** What failed longer ago says nothing of now. */
const LATELY = 30 * MINUTE;
const WHY = 200;

interface Send {
  readonly channel: string;
  readonly at: Instant;
  readonly got: Delivery;
}

/** A channel whose last three sends failed, whomever they were for; the newest within half an hour. */
export const channelFailing: Finder = ({ heads = [], plan, now }) => {
  const sends = heads.flatMap(sendsOf).sort((a, b) => b.at - a.at);
  return Object.keys(plan.channels).flatMap((channel) => {
    const mine = sends.filter((send) => send.channel === channel);
    const accepted = mine.findIndex(({ got }) => got.is === 'accepted');
    const failed = accepted < 0 ? mine : mine.slice(0, accepted);
    const [newest, oldest] = [failed[0], failed.at(-1)];
    if (!newest || !oldest || failed.length < IN_A_ROW || now - newest.at >= LATELY) return [];
    const why = newest.got.is === 'accepted' ? '' : shortened(newest.got.why, WHY);
    const text = `the last ${failed.length} sends on ${channel} failed since ${clockTime(oldest.at, plan.timezone)}: ${why}`;
    const remedy = `Ask \`tocsin doctor\` what is wrong, and \`tocsin channels test ${channel}\` once it is mended. Pages fall back to the next way meanwhile.`;
    return [{ key: `channel:${channel}`, since: oldest.at, text, remedy }];
  });
};

/** Sends whose outcome is known, pages and news alike; what was held back was none. */
const sendsOf = ({ effects }: Incident): readonly Send[] =>
  Object.values(effects).flatMap((effect): readonly Send[] => {
    if ((effect.kind !== 'page' && effect.kind !== 'tell') || effect.state.is !== 'done') return [];
    const { got, at } = effect.state;
    return got.is === 'held' ? [] : [{ channel: effect.ask.channel, at, got }];
  });
