import type { Address } from '../../channels/define.ts';
import { holdsSecret } from '../../fields/secret.ts';
import type { Path } from '../document.ts';
import type { Problem } from '../problem.ts';
import { group, inEach, inList, type Raw } from '../raw.ts';
import type { Rule, Site } from './site.ts';

const SECTIONS = ['people', 'teams'] as const;

/** Every way names a channel, with the address that the channel's kind takes. */
export const ways: Rule = (site) => {
  const channels = [...new Set([...site.names('channels'), 'console'])];
  return SECTIONS.flatMap((section) =>
    inEach(site.root[section], (name, { notify }) =>
      inList(notify, (written, i) => {
        const path = [section, name, 'notify', i];
        const [channel, to] = wayOf(written);
        if (channel === undefined) return [];
        const unknown = site.refer(path, 'channel', channels, channel);
        return unknown.length > 0 ? unknown : address(site, path, channel, to);
      }),
    ),
  );
};

/** The channel of a way, and what stands beside it. */
function wayOf(written: unknown): readonly [channel?: string, to?: unknown] {
  if (typeof written === 'string') return [written];
  return Object.entries(group(written)).find(([key]) => key !== 'after') ?? [];
}

function address(site: Site, path: Path, channel: string, to: unknown): readonly Problem[] {
  const settings = group(group(site.root.channels)[channel] ?? { kind: 'console' });
  const kind = site.kinds.channels.get(String(settings.kind));
  if (!kind) return [];
  const taken = addressOf(kind.address, settings);
  const isGiven = to !== undefined && to !== null && to !== '';
  const place = isGiven ? [...path, channel] : path;
  const says = (message: string, remedy: string) => [site.problem(place, message, remedy)];
  if (!taken)
    return isGiven
      ? says(
          `'${channel}' (${kind.kind}) takes no address: whom it reaches is in its own settings`,
          `Write ${channel} alone.`,
        )
      : [];
  const asIn = `Write for example { ${channel}: ${taken.example} }.`;
  if (!isGiven) return taken.needed ? says(`'${channel}' (${kind.kind}) needs ${taken.what} beside it`, asIn) : [];
  if (typeof to !== 'string') return says('an address is text', `Put it in quotes. ${asIn}`);
  if (holdsSecret(to)) return says('an address cannot be a secret: pages and the console show it', asIn);
  return taken.like?.test(to) === false ? says(`'${to}' is not ${taken.what}`, asIn) : [];
}

const addressOf = (address: Address | undefined, settings: Raw): Address | undefined =>
  address?.unless !== undefined && address.unless in settings ? undefined : address;
