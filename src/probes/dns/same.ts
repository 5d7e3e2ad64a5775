import { isIP } from 'node:net';
import type { RecordType } from '../wire/query.ts';

/** A record as it is compared: two spellings of one are equal. Texts stay as they are, case and all. */
export function comparable(type: RecordType, record: string): string {
  if (type === 'TXT') return record;
  // Zone files quote the value (RFC 8659 §4.1.1).
  if (type === 'CAA') return record.replaceAll('"', '');
  return record.split(/\s+/).map(plainWord).join(' ');
}

const plainWord = (word: string): string => (isIP(word) === 0 ? plainName(word) : plainAddress(word));

/** A name without case and final dot (RFC 4343). */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** An address as URLs write it: IPv6 has many spellings. */
export const plainAddress = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname.slice(1, -1) : address;
