import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import type { Plan } from '../plan.ts';
import { acceptedOf } from './spent.ts';

/** True where a channel's provider pages by a policy of its own, so that Tocsin's levels end with it (E8). */
export const escalatesItself = (plan: Pick<Plan, 'channels'>, channel: string): boolean =>
  plan.channels[channel]?.can.escalates === true;

/**
 * The channel whose provider took the levels over, by accepting a page of the current ladder (E8): nobody else is paged
 * by this ladder. It holds until another ladder begins, or the config says no more that the provider escalates. A page
 * that another incident's message stands for is not known there and takes nothing over (I4).
 */
export const takenOverBy = (incident: Incident, { plan }: Pick<Context, 'plan'>): string | undefined =>
  acceptedOf(incident).find(({ channel, bundled }) => !bundled && escalatesItself(plan, channel))?.channel;
