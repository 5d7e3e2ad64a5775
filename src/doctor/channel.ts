import { note, ok } from '../channels/finding.ts';
import { channels } from '../channels/index.ts';
import { reasonOf } from '../core/reason.ts';
import { withSecrets } from '../runtime/secrets.ts';
import type { Examination } from './doctor.ts';

/** One look at a provider may take this long, in ms. */
const TIMEOUT = 10_000;

/** A channel's credentials, scopes and limits, as far as its provider tells without sending anything. */
export const channel =
  (name: string): Examination['examine'] =>
  async ({ plan, secrets, clock }) => {
    const configured = plan.channels[name]!;
    const kind = channels.get(configured.kind);
    if (!kind) return [note(`there is no kind '${configured.kind}'`)];
    const { people, teams } = plan.policy.roster;
    const ways = [...Object.values(people), ...Object.values(teams)]
      .flatMap(({ notify }) => notify)
      .filter((way) => way.channel === name);
    // What needs no settings, as the console, is always there.
    const isChosen = Object.keys(kind.shape).length > 0;
    const unused =
      isChosen && ways.length === 0
        ? [note('nobody in the config is reached on it', 'Name it in `notify`, or take it out.')]
        : [];
    if (!kind.examine)
      return [
        ...unused,
        ok(`${configured.kind}: nothing can be told without sending; try \`tocsin channels test ${name}\``),
      ];
    const publicUrl = plan.console.publicUrl?.replace(/\/$/, '');
    try {
      const { settings } = await withSecrets(configured.settings, secrets);
      const found = await kind.examine(settings, {
        now: clock.now(),
        timeout: TIMEOUT,
        channel: name,
        addresses: [...new Set(ways.flatMap(({ to }) => to ?? []))],
        ...(publicUrl !== undefined && { publicUrl }),
      });
      return [...unused, ...found];
    } catch (error) {
      return [...unused, note(`not looked at: ${reasonOf(error)}`)];
    }
  };
