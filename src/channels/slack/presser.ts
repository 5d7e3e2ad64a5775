import type { Pressed } from '../../core/message/button.ts';
import { plainLine } from '../../core/message/plain.ts';
import type { Plan } from '../../core/plan.ts';

export interface Member {
  readonly id: string;
  readonly username?: string | undefined;
}

/** Who pressed a button. `sure`: by an id that Slack vouches for; a user name can be changed by whoever has it. */
export interface Presser {
  readonly by: string;
  readonly sure: boolean;
}

/**
 * The person whose address on the channel is this member; of a direct message, whom it was sent to, for nobody else sees
 * it. Anybody else goes by user name and id, which is the name of no person here (A3).
 */
export function presserOf(
  { id, username }: Member,
  { person, place }: Pick<Pressed, 'person'> & { readonly place: string },
  channel: string,
  { policy }: Plan,
): Presser {
  const people = Object.entries(policy.roster.people);
  const has = (isIt: (to: string) => boolean) =>
    people.find(([, { notify }]) =>
      notify.some((way) => way.channel === channel && way.to !== undefined && isIt(way.to)),
    )?.[0];
  const byId = has((to) => to === id);
  if (byId !== undefined) return { by: byId, sure: true };
  if (place.startsWith('D') && Object.hasOwn(policy.roster.people, person)) return { by: person, sure: true };
  const byName = username === undefined ? undefined : has((to) => to.toLowerCase() === `@${username.toLowerCase()}`);
  if (byName !== undefined) return { by: byName, sure: false };
  return { by: `${plainLine(username ?? 'somebody', 40)} (Slack ${id})`, sure: false };
}
