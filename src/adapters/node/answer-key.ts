import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../../core/reason.ts';
import { DataError } from './data-error.ts';

/** 256 random bits, as many as the hash has (RFC 2104 section 3), in 43 characters. */
const BYTES = 32;
const KEY = /^[\w-]{43}$/;

/**
 * The key of this data directory that signs answer links: made once, and kept for this user alone. Throws a `DataError`
 * with the remedy where it cannot be read, made, or is not one of ours.
 */
export function ownAnswerKey(directory: string): string {
  const path = join(directory, 'answer-key');
  try {
    const key = known(path) ?? made(path);
    if (KEY.test(key)) return key;
  } catch (cause) {
    throw new DataError(`${path} with the key of answer links cannot be used: ${reasonOf(cause)}`, { cause });
  }
  throw new DataError(
    `${path} is not a key of answer links: move it away and start again; links sent so far stop working`,
  );
}

function known(path: string): string | undefined {
  try {
    const key = readFileSync(path, 'utf8').trim();
    chmodSync(path, 0o600);
    return key;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: a key that was half written would be another one after the next start. */
function made(path: string): string {
  const key = randomBytes(BYTES).toString('base64url');
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, `${key}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  return key;
}
