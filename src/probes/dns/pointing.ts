import { isIP } from 'node:net';
import * as z from 'zod';
import type { Judged } from '../expect/evidence.ts';
import { hostName } from '../target.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { queryRecords } from '../wire/query.ts';
import { excerpt } from '../wire/redact.ts';

export const pointsAt = z.union([hostName().transform((one) => [one]), z.array(hostName()).min(1)]);

/**
 * Whether every address of a name is among those wanted. A wanted name counts with the addresses that it has now, or by
 * a CNAME that leads to it: balancers hand out some of their addresses at a time.
 */
export async function judgePointing(
  check: Check,
  name: string,
  wanted: readonly string[],
  nameServers: readonly string[] | undefined,
): Promise<readonly Judged[] | Failure> {
  const found = await addressesOf(check, name, nameServers);
  if (isFailure(found)) return found;
  const names = wanted.filter((each) => isIP(each) === 0);
  // A wanted name that is gone itself leads nowhere; the mismatch says so well enough.
  const theirs = await Promise.all(names.map((each) => addressesOf(check, each, nameServers)));
  const allowed = new Set([
    ...wanted.filter((each) => isIP(each) !== 0).map(canonical),
    ...theirs.flatMap((each) => (isFailure(each) ? [] : each)),
  ]);
  const strays = found.filter((each) => !allowed.has(each));
  const ok = found.length > 0 && (strays.length === 0 || (await isAlias(check, name, names, nameServers)));
  const seen = excerpt((ok ? found : strays).join(', ') || 'nothing');
  const says = `points at ${seen} instead of ${excerpt(wanted.join(', '))}`;
  return [{ name: 'points-at', expected: wanted.join(', '), seen, ok, code: 'dns_mismatch', says }];
}

async function addressesOf(
  check: Check,
  name: string,
  nameServers: readonly string[] | undefined,
): Promise<readonly string[] | Failure> {
  const both = await Promise.all(
    (['A', 'AAAA'] as const).map((type) => queryRecords(name, type, check.deadline, nameServers)),
  );
  const found = both.flatMap((each) => (isFailure(each) ? [] : each));
  const failed = both.find(isFailure);
  return found.length === 0 && failed ? failed : found.map(canonical);
}

async function isAlias(
  check: Check,
  name: string,
  names: readonly string[],
  nameServers: readonly string[] | undefined,
): Promise<boolean> {
  if (names.length === 0) return false;
  const aliases = await queryRecords(name, 'CNAME', check.deadline, nameServers);
  const plain = (each: string) => each.toLowerCase().replace(/\.$/, '');
  return !isFailure(aliases) && aliases.some((alias) => names.some((each) => plain(each) === plain(alias)));
}

/** An address as URLs write it, so that two spellings of one IPv6 address are equal. */
const canonical = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
