import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import { DAY, SECOND } from '../../core/time/instant.ts';
import type { Called } from '../../wire/call.ts';
import { cut } from '../cut.ts';
import { partsOf } from '../parts.ts';
import { type Api, bodyOf, made } from '../ticket/api.ts';
import { markOf } from '../ticket/mark.ts';
import type { Tickets } from '../ticket/ticket.ts';
import { markdown } from './markdown.ts';

/** GitHub's limits of an issue. */
const TITLE = 256;
const BODY = 65_536;
/** How many of the newest open issues are looked at: enough for what was made moments ago. */
const PAGE = 30;

const NUMBER = z.object({ number: z.int().positive() });
const ISSUES = z.array(z.object({ number: z.int().positive(), body: z.string().nullish() }));

/**
 * Issues of a GitHub repository. A mark in the body, which nobody sees, tells whose they are; it is looked for in the
 * list of open issues, since GitHub's search knows new ones only after a while.
 */
export function githubTickets(
  api: Api,
  { repository, labels }: { readonly repository: string; readonly labels: readonly string[] },
  message: Message,
): Tickets {
  // Signed links are their reader's: an issue may be public.
  const parts = partsOf({ ...message, offers: [] });
  const mark = `<!-- ${markOf(message)} -->`;
  const at = (more: string) => `/repos/${repository}/issues${more}`;
  const body = cut(markdown(parts), BODY - mark.length - 2, BODY);
  return {
    async find() {
      const [label] = labels;
      const query = new URLSearchParams({
        state: 'open',
        sort: 'created',
        direction: 'desc',
        per_page: String(PAGE),
        ...(label !== undefined && { labels: label }),
      });
      const answer = await api.ask('GET', at(`?${query}`));
      if (answer.delivery.is !== 'accepted') return answer.delivery;
      const issues = bodyOf(answer, ISSUES);
      if (!issues) return { is: 'temporary', why: 'the list of issues is none' };
      const mine = issues.findLast((issue) => issue.body?.includes(mark));
      return mine ? { is: 'found', ref: String(mine.number) } : { is: 'none' };
    },
    async create() {
      const title = cut(parts.subject || message.incident, TITLE);
      const issue = { title, body: `${body}\n\n${mark}`, ...(labels.length > 0 && { labels }) };
      return made(await api.ask('POST', at(''), issue), NUMBER, ({ number }) => String(number));
    },
    comment: async (ref) => (await api.ask('POST', at(`/${encodeURIComponent(ref)}/comments`), { body })).delivery,
    close: async (ref) =>
      (await api.ask('PATCH', at(`/${encodeURIComponent(ref)}`), { state: 'closed', state_reason: 'completed' }))
        .delivery,
  };
}

/**
 * GitHub refuses what comes too often with 403 as well as 429 ("Rate limits for the REST API"): then it says when to
 * come back, or has none left until a moment, or says so in words.
 */
export function limited(called: Called, byStatus: Delivery, now: number): Delivery {
  if (called.is !== 'answered' || (called.status !== 403 && called.status !== 429)) return byStatus;
  const { headers, body } = called;
  const after = /^\d+$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) * SECOND : undefined;
  const reset = /^\d+$/.test(headers['x-ratelimit-reset'] ?? '')
    ? Number(headers['x-ratelimit-reset']) * SECOND - now
    : undefined;
  const isOut = headers['x-ratelimit-remaining'] === '0';
  if (called.status === 403 && after === undefined && !isOut && !/secondary rate limit/i.test(body)) return byStatus;
  // Without a word of when, GitHub asks for a minute.
  const wait = after ?? (isOut ? reset : undefined) ?? (called.status === 403 ? 60 * SECOND : undefined);
  if (wait === undefined) return byStatus;
  return {
    is: 'temporary',
    why: `answered ${called.status}: too many requests`,
    retryAt: now + Math.min(DAY, Math.max(SECOND, wait)),
  };
}
