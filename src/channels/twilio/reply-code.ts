import { createHash } from 'node:crypto';

/** Digits and letters that nobody takes for one another (Crockford's base 32): no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 3;

/**
 * What an SMS names its incident by, so that a reply says which one is meant: three characters of the thread's hash. It
 * changes with the generation, and is no secret: who may answer is decided by the number that it comes from.
 */
export const replyCode = (thread: string): string =>
  [...createHash('sha256').update(thread).digest().subarray(0, LENGTH)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');

/** A code as somebody typed it. */
export const asTyped = (text: string): string => text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
