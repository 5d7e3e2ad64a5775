import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AnswerLink, AnswerLinkAsk } from '../core/ports.ts';

/**
 * Tokens of answer links: `incident.generation.person.<action><id>`, of an approval also `.remedy.until.hash`, then the
 * signature. None of the names can hold a dot (config language), so the text that is signed has one reading. An SMS has
 * room for 110 characters of link: the HMAC-SHA256 is cut to its first 128 bits, which RFC 2104 section 5 allows down to
 * half of the hash, and leaves a forger one guess in 2^128. A token ends with a letter, because phones leave a dash or an
 * underscore at the end out of what they make a link of: the last of 22 characters for 16 bytes is A, Q, g or w.
 */
const LETTERS = { acknowledge: 'a', escalate: 'e', approve: 'p', refuse: 'r' } as const;
const ACTIONS: Readonly<Record<string, AnswerLink['action']>> = {
  a: 'acknowledge',
  e: 'escalate',
  p: 'approve',
  r: 'refuse',
};

/** What ours are never longer than: nobody makes us read megabytes. */
const LONGEST = 1_000;
const BYTES = 16;

/** The token for an ask, the same for the same ask and key. */
export function answerToken(key: string, ask: AnswerLinkAsk): string {
  const { incident, generation, person, action, remedy, hash, until } = ask;
  // The id stands for the message that carries the link: a repeat of it carries the same link.
  const id = digest(key, 'id', JSON.stringify([incident, generation, person, action, ask.message, remedy, hash]));
  const plan =
    remedy === undefined || hash === undefined || until === undefined
      ? []
      : [remedy, until.toString(36), Buffer.from(hash).toString('base64url')];
  const said = [incident, generation, person, `${LETTERS[action]}${id}`, ...plan].join('.');
  return `${said}.${digest(key, 'link', said)}`;
}

/** What a token says; `undefined` unless one of the keys signed it. Whether it still counts is the incident's to say. */
export function readToken(keys: readonly string[], token: string): AnswerLink | undefined {
  if (token.length > LONGEST) return undefined;
  const end = token.lastIndexOf('.');
  const [said, signature] = [token.slice(0, Math.max(0, end)), Buffer.from(token.slice(end + 1))];
  // Every key is tried, and compared in constant time: how long it takes tells nothing.
  const signed = keys.map((key) => isSame(Buffer.from(digest(key, 'link', said)), signature));
  return signed.includes(true) ? parsed(said) : undefined;
}

function parsed(said: string): AnswerLink | undefined {
  const [incident = '', generation = '', person = '', what = '', ...plan] = said.split('.');
  const action = ACTIONS[what.slice(0, 1)];
  if (!action) return undefined;
  const link = { incident, generation: Number(generation), person, action, id: what.slice(1) };
  const [remedy, until, hash] = plan;
  if (remedy === undefined || until === undefined || hash === undefined) return link;
  return { ...link, remedy, until: Number.parseInt(until, 36), hash: Buffer.from(hash, 'base64url').toString() };
}

/** One key, two uses that can never be taken for each other. */
const digest = (key: string, use: 'id' | 'link', text: string): string =>
  createHmac('sha256', key).update(`tocsin answer ${use} 1\n${text}`).digest().subarray(0, BYTES).toString('base64url');

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
