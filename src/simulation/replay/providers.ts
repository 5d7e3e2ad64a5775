import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Applied, Planned, Verified } from '../../core/remedy/remedy.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { World } from '../world.ts';
import type { Delivered, Script } from './script.ts';

/** Channels answer as they answered at the nearest moment of the record, the person's own sends first; what was never used accepts. */
export function channelsAsThen(
  world: World,
  channels: readonly string[],
  { deliveries }: Script,
  now: () => Instant,
): void {
  const sends = deliveries.filter(({ got }) => got.is !== 'held');
  for (const channel of channels) {
    const mine = sends.filter((send) => send.channel === channel);
    world.channel(
      channel,
      ({ person }, at) => answerOf(nearest(own(mine, person), at), at),
      () => nearest(mine, now())?.took ?? 40,
    );
  }
}

/** Whether a page that a channel accepted now turns out not to have reached its person, as the one of then did. */
export const missedAsThen = (
  { deliveries }: Script,
  channel: string,
  person: string,
  at: Instant,
): Delivered['missed'] =>
  nearest(
    deliveries.filter((send) => send.type === 'page' && send.channel === channel && send.person === person),
    at,
  )?.missed;

const own = (sends: readonly Delivered[], person: string): readonly Delivered[] => {
  const theirs = sends.filter((send) => send.person === person);
  return theirs.length > 0 ? theirs : sends;
};

const nearest = (sends: readonly Delivered[], at: Instant): Delivered | undefined =>
  sends.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];

function answerOf(then: Delivered | undefined, at: Instant): Delivery {
  if (!then || then.got.is === 'held' || then.got.is === 'accepted') return { is: 'accepted' };
  return then.got.is === 'temporary' && then.got.retryAt !== undefined
    ? { ...then.got, retryAt: at + then.got.retryAt - then.at - then.took }
    : then.got;
}

/** Remedies plan, and end, as they did, and as long after they were used; what was never asked then has nothing to offer. */
export function remediesAsThen(
  world: World,
  remedies: readonly string[],
  { remedies: outcomes }: Script,
  now: () => Instant,
): void {
  for (const remedy of remedies) {
    const mine = outcomes.filter((outcome) => outcome.remedy === remedy);
    const last = (does: string) => mine.findLast((outcome) => outcome.does === does);
    const [planned, applied, verified] = [last('plan'), last('apply'), last('verify')];
    let begun: Instant | undefined;
    const isTime = () => !verified || !applied || begun === undefined || now() - begun >= verified.at - applied.at;
    world.remedy(remedy, {
      plan: () => (planned?.got as Planned | undefined) ?? { is: 'refused', why: 'it was not asked for then' },
      apply: () => {
        begun ??= now();
        return (applied?.got as Applied | undefined) ?? { is: 'refused', why: 'it was not used then' };
      },
      verify: () =>
        isTime()
          ? ((verified?.got as Verified | undefined) ?? { is: 'healthy' })
          : { is: 'pending', text: 'under way' },
    });
  }
}
