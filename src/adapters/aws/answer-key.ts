import { randomBytes } from 'node:crypto';
import type { Table } from './table.ts';

/** 256 random bits, as many as the hash has (RFC 2104 section 3), in 43 characters. */
const BYTES = 32;
const KEY = { of: 'answer-key', as: 'answer-key' };

/** This installation's key that signs answer links, where the config names none: made once, the same for every function. */
export async function ownAnswerKey(table: Table): Promise<string> {
  const key = await table.revise<string>(KEY, (was) =>
    was === undefined ? { value: randomBytes(BYTES).toString('base64url') } : undefined,
  );
  if (key === undefined) throw new Error('the key of answer links was not kept');
  return key;
}
