import type { Deploy } from '../src/core/deploy/deploy.ts';
import type { AnswerReply } from '../src/core/incident/answer.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Announcer, Clock, DeployStore, Ids } from '../src/core/ports.ts';
import { clockTime } from '../src/core/time/zone.ts';

export interface DeployPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly plan: () => Plan;
  readonly deploys: DeployStore;
  readonly announcer: Announcer;
}

/** `id` and `at` of a tool that gives it a name and knows when it was. */
export type DeployInput = Omit<Deploy, 'id' | 'at'> & Partial<Pick<Deploy, 'id' | 'at'>>;

/** Keeps that something went live, for the pages to come, and tells the providers that keep a history of changes. */
export const deploy =
  ({ clock, ids, plan, deploys, announcer }: DeployPorts) =>
  async (input: DeployInput): Promise<AnswerReply> => {
    const { monitors, channels, timezone } = plan();
    const unknown = input.monitors.find((name) => !Object.hasOwn(monitors, name));
    if (unknown !== undefined)
      return { ok: false, text: `there is no monitor '${unknown}'; there are ${Object.keys(monitors).join(', ')}` };
    if (input.id !== undefined && (await isKnown(deploys, input.id, input.at ?? clock.now())))
      return { ok: true, text: `${input.version} is known already` };
    const said: Deploy = { id: ids.next(), at: clock.now(), ...input };
    await deploys.record(said);
    const told = await Promise.all(
      Object.keys(channels).map(async (channel) => ({ channel, delivery: await announcer.announce(channel, said) })),
    );
    const words = told.flatMap(({ channel, delivery }) =>
      delivery === undefined
        ? []
        : delivery.is === 'accepted'
          ? [`${channel} was told`]
          : [`${channel} could not be told: ${delivery.why}`],
    );
    const of = input.monitors.length > 0 ? ` of ${input.monitors.join(' and ')}` : '';
    return { ok: true, text: [`${said.version}${of} at ${clockTime(said.at, timezone)} is kept`, ...words].join('; ') };
  };

/** Told twice, or found before: the channels hear of it once. */
const isKnown = async (deploys: DeployStore, id: string, at: number): Promise<boolean> =>
  (await deploys.since(at)).some((each) => each.id === id);
