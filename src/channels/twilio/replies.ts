import type { Answer } from '../../core/incident/answer.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import type { Plan } from '../../core/plan.ts';
import type { HearContext } from '../hear.ts';
import { actionOf, KEYS, type KeyAction } from './keys.ts';
import { asTyped, replyCode } from './reply-code.ts';

type Found =
  /** Nobody here sent it, or it is no answer: a reply could begin an endless talk with another machine. */
  | { readonly is: 'silence' }
  /** It cannot be said what is meant. */
  | { readonly is: 'words'; readonly text: string }
  | { readonly is: 'answer'; readonly answer: Extract<Answer, { action: KeyAction }> };

/** What an SMS answers, and to which incident (A3). Anyone can write to a number: only numbers in `notify` count. */
export async function answerOf({
  text,
  from,
  plan,
  heads,
}: Pick<HearContext, 'plan' | 'heads'> & { readonly text: string; readonly from: string }): Promise<Found> {
  const by = whose(from, plan);
  const read = readReply(text);
  if (by === undefined || !read) return { is: 'silence' };
  const all = await heads();
  const meant = read.code === undefined ? openFor(all, by, read.action) : named(all, read.code);
  const [one, ...others] = meant;
  if (one && others.length === 0) {
    const { id: incident, generation } = one;
    return { is: 'answer', answer: { action: read.action, incident, generation, by, via: 'SMS' } };
  }
  if (!one)
    return {
      is: 'words',
      text: read.code === undefined ? 'Nothing is open that you were paged for.' : stale(read.code),
    };
  const codes = meant.slice(0, 5).map((head) => `${KEYS[read.action]}${codeOf(head)} for ${head.id}`);
  return { is: 'words', text: `Several incidents are open: reply ${codes.join(', ')}.` };
}

const stale = (code: string): string =>
  `No incident has the code ${code} any more: it may have begun anew. The newest message has its code.`;

const codeOf = ({ id, generation }: Incident): string => replyCode(`${id}/${generation}`);

/** Whom a number belongs to, by today's config. */
function whose(number: string, plan: Plan): string | undefined {
  const { people, teams } = plan.policy.roster;
  return [...Object.entries(people), ...Object.entries(teams)].find(([, { notify }]) =>
    notify.some(({ to }) => to === number),
  )?.[0];
}

/** Open incidents that somebody was paged for; those that nobody has acknowledged first. */
function openFor(heads: readonly Incident[], person: string, action: KeyAction): readonly Incident[] {
  const mine = heads.filter((head) => head.phase === 'open' && head.recoveredAt === null && person in head.reached);
  const waiting = mine.filter(({ attention }) => attention.is === 'nobody');
  return action === 'acknowledge' && waiting.length > 0 ? waiting : mine;
}

/** Of incidents whose code is the same by chance, those that are over are not meant. */
function named(heads: readonly Incident[], code: string): readonly Incident[] {
  const found = heads.filter((head) => codeOf(head) === code);
  const open = found.filter((head) => !isOver(head));
  return open.length > 0 ? open : found;
}

const REPLY = /^[\s"'.:;,([]*(4|6|ack|acknowledged?|escalate)[\s"'.:;,)\]#-]*([0-9a-z]{3})?[\s"'.:;,!)\]]*$/i;

/** `4`, `4KX7`, `ack kx7`; `undefined` for anything else. */
export function readReply(text: string): { readonly action: KeyAction; readonly code?: string } | undefined {
  const [, word, code] = REPLY.exec(text) ?? [];
  if (word === undefined) return undefined;
  const action = actionOf(word) ?? (/^ack/i.test(word) ? 'acknowledge' : 'escalate');
  return { action, ...(code !== undefined && { code: asTyped(code) }) };
}
