import { group, list } from '../api.ts';
import { askJson } from '../ask.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, failure, isFailure, ourFailure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { excerpt } from '../wire/redact.ts';

/** What a registry tells of a domain. */
export interface Registration {
  /** UTC, in ms. */
  readonly expires: number;
  readonly registrar?: string;
  /** A status under which the name does not resolve, or will not for long (RFC 8056). */
  readonly held?: string;
}

const HELD = new Set(['redemption period', 'pending delete', 'client hold', 'server hold', 'inactive']);

/** Asks the registry of a domain. A registry that does not answer says nothing of the domain: that is `unknown`. */
export async function registration(
  check: Check,
  watch: Stopwatch,
  name: string,
  rdap: string | undefined,
  bootstrap: string,
): Promise<unknown> {
  const service = rdap ?? (await serviceOf(check, watch, name, bootstrap));
  if (typeof service !== 'string') return service;
  const url = new URL(`domain/${encodeURIComponent(name)}`, service.endsWith('/') ? service : `${service}/`);
  const reply = await askJson(check, watch, { url: url.href, headers: { accept: 'application/rdap+json' } });
  if (isFailure(reply)) return ofTheRegistry(reply.text);
  if (reply.status === 404) return failure('domain_expiring', 'is not registered');
  if (reply.status !== 200) return ofTheRegistry(`answers ${reply.status}`);
  return reply.value;
}

/** Reads a domain object (RFC 9083 §5.3). */
export function readRegistration(value: unknown): Registration | Failure {
  const { events, status, entities } = group(value);
  const event = list(events).find((each) => group(each).eventAction === 'expiration');
  const expires = Date.parse(String(group(event).eventDate));
  const held = list(status)
    .map((each) => spelledOut(String(each)))
    .find((each) => HELD.has(each));
  if (Number.isNaN(expires) && held !== undefined) return failure('domain_expiring', heldBack(held));
  if (Number.isNaN(expires)) return ofTheRegistry('does not say when it expires');
  const registrar = list(entities).find((each) => list(group(each).roles).includes('registrar'));
  const name = nameIn(group(registrar).vcardArray);
  return {
    expires,
    ...(held === undefined ? {} : { held }),
    ...(name ? { registrar: name } : {}),
  };
}

/** The service of the longest suffix that IANA's list knows (RFC 9224 §4); HTTPS before HTTP. */
async function serviceOf(check: Check, watch: Stopwatch, name: string, bootstrap: string): Promise<string | Failure> {
  const reply = await askJson(check, watch, { url: bootstrap });
  const ofTheList = (text: string) =>
    ourFailure(`could not be checked: the list of registries at ${new URL(bootstrap).host} ${text}`);
  if (isFailure(reply)) return ofTheList(reply.text);
  if (reply.status !== 200) return ofTheList(`answers ${reply.status}`);
  const services = list(group(reply.value).services);
  const suffixes = name.split('.').map((_, i, labels) => labels.slice(i).join('.'));
  for (const suffix of suffixes) {
    const found = services.find((service) => list(list(service)[0]).includes(suffix));
    const urls = list(list(found)[1]).filter((url): url is string => typeof url === 'string' && URL.canParse(url));
    const url = urls.find((each) => each.startsWith('https:')) ?? urls[0];
    if (url !== undefined) return url;
  }
  return ourFailure(`could not be checked: no registry with RDAP is known for ${name}; set \`rdap\``);
}

export const heldBack = (status: string): string => `is held back by its registry: ${status}`;

/** `clientHold`, as EPP writes it and some registries repeat it, is RDAP's `client hold` (RFC 8056 §2). */
const spelledOut = (status: string): string => status.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

const ofTheRegistry = (text: string): Failure => ourFailure(`could not be checked: its registry ${text}`);

const nameIn = (vcard: unknown): string | undefined => {
  const property = list(list(vcard)[1]).find((each) => list(each)[0] === 'fn');
  const value = list(property)[3];
  return typeof value === 'string' ? excerpt(value) : undefined;
};
