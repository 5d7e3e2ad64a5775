import * as z from 'zod';
import { webAddress } from '../../fields/web-address.ts';

/** A name of something in the config. `what` it names is in the problem. */
export const named = (what: string) =>
  z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      `a ${what}'s name is up to 40 small letters, digits and dashes: it becomes part of addresses and keys`,
    );

/** A list of names of something that is somewhere else in the file. */
export const names = () => z.array(z.string()).min(1);

/** A key that signs; shorter ones can be guessed (RFC 2104 section 3). A reference to a secret is measured once it is known. */
export const answerKey = () =>
  z
    .string()
    .refine(
      (text) => text.includes('${secret:') || text.length >= 32,
      'is too short for a key: 32 random characters at least, as `openssl rand -base64 32` makes them',
    );

/** A web address outside of the watched system. */
export const web = () => webAddress('https://www.example.net/');
