import { isIP } from 'node:net';
import * as z from 'zod';
import type { Judged } from '../expect/evidence.ts';
import { hostName } from '../target.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { queryRecords } from '../wire/query.ts';
import { excerpt } from '../wire/redact.ts';
import { plainAddress, plainName } from './same.ts';

export const pointsAt = z.union([hostName().transform((one) => [one]), z.array(hostName()).min(1)]);

type NameServers = readonly string[] | undefined;
type Found = readonly string[] | Failure;

/** Longer chains of aliases are given up by resolvers too. */
const MOST_ALIASES = 8;

/**
 * Whether every address of a name is among those wanted. A wanted name counts with the addresses that it has now, or by
 * CNAMEs that lead to it: balancers hand out some of their addresses at a time.
 */
export async function judgePointing(
  check: Check,
  name: string,
  wanted: readonly string[],
  nameServers: NameServers,
): Promise<readonly Judged[] | Failure> {
  const found = await addressesOf(check, name, nameServers);
  if (isFailure(found)) return found;
  const names = wanted.filter((each) => isIP(each) === 0);
  const theirs = await Promise.all(
    names.map((each) => asking(check, nameServers, (servers) => addressesOf(check, each, servers))),
  );
  const allowed = new Set([
    ...wanted.filter((each) => isIP(each) !== 0).map(plainAddress),
    ...theirs.flatMap((each) => (isFailure(each) ? [] : each)),
  ]);
  const strays = found.filter((each) => !allowed.has(each));
  const ok = found.length > 0 && (strays.length === 0 || (await isAlias(check, name, names, nameServers)));
  // A wanted name that is gone leads nowhere: a mismatch. One that could not be looked up proves nothing of this name.
  const unclear = theirs.filter(isFailure).find((each) => each.failed !== 'dns_nxdomain');
  if (!ok && strays.length > 0 && unclear) return unclear;
  const seen = excerpt((ok ? found : strays).join(', ') || 'nothing');
  const says = `points at ${seen} instead of ${excerpt(wanted.join(', '))}`;
  return [{ name: 'points-at', expected: wanted.join(', '), seen, ok, code: 'dns_mismatch', says }];
}

async function addressesOf(check: Check, name: string, nameServers: NameServers): Promise<Found> {
  const both = await Promise.all(
    (['A', 'AAAA'] as const).map((type) => queryRecords(name, type, check.deadline, nameServers)),
  );
  const found = both.flatMap((each) => (isFailure(each) ? [] : each));
  const failed = both.find(isFailure);
  return found.length === 0 && failed ? failed : found.map(plainAddress);
}

/** Follows the aliases of a name until one of `names`. */
async function isAlias(
  check: Check,
  name: string,
  names: readonly string[],
  nameServers: NameServers,
): Promise<boolean> {
  const goals = new Set(names.map(plainName));
  let at = name;
  for (let hop = 0; hop < MOST_ALIASES && goals.size > 0; hop += 1) {
    const from = at;
    const aliases = await asking(check, nameServers, (servers) => queryRecords(from, 'CNAME', check.deadline, servers));
    const next = isFailure(aliases) ? undefined : aliases[0];
    if (next === undefined) return false;
    if (goals.has(plainName(next))) return true;
    at = next;
  }
  return false;
}

/** Asks the check's name servers; where those know nothing, this location's own: an authority need not know other zones. */
async function asking(
  check: Check,
  nameServers: NameServers,
  ask: (servers: NameServers) => Promise<Found>,
): Promise<Found> {
  const found = await ask(nameServers);
  const known = !isFailure(found) && found.length > 0;
  return known || nameServers === check.nameServers ? found : ask(check.nameServers);
}
