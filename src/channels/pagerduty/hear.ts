import * as z from 'zod';
import type { CallbackReply } from '../../core/callback.ts';
import type { Answer } from '../../core/incident/answer.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { plainLine } from '../../core/message/plain.ts';
import { list } from '../../core/message/sentence.ts';
import type { Plan } from '../../core/plan.ts';
import { called } from '../../core/report/words.ts';
import { DAY } from '../../core/time/instant.ts';
import { FORGED, type Hear, type HearContext, NOBODYS, threadOf, unreadable } from '../hear.ts';
import { isPagerDutys } from './signature.ts';

interface Settings {
  readonly 'webhook-secret'?: string | undefined;
}

/** An outbound event (developer.pagerduty.com, "Webhooks, Overview"), as far as it is read. */
const EVENT = z.object({
  event: z.object({
    id: z.string().regex(/^[\w-]{1,64}$/),
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    agent: z.object({ type: z.string().optional(), summary: z.string().nullish() }).nullish(),
    data: z.object({ incident_key: z.string().nullish() }).nullish(),
  }),
});
type Told = z.output<typeof EVENT>['event'];

/** PagerDuty tries again for two days. */
const KEPT = 2 * DAY;

/** What happened to an alert of ours at PagerDuty. Events of other alerts, and what we did there ourselves, ask for nothing. */
export const events: Hear<Settings> = async (request, settings, context) => {
  const secret = settings['webhook-secret'];
  if (secret === undefined) return NOBODYS;
  if (!isPagerDutys(secret, request)) return FORGED;
  const read = EVENT.safeParse(jsonOf(request.body)).data?.event;
  if (!read) return unreadable('this is no event of PagerDuty webhooks v3');
  const answer = await answerTo(read, context);
  if (!answer) return { is: 'nothing', reply: () => DONE };
  const name = `pagerduty/${read.id}`;
  return {
    is: 'asked',
    asks: { is: 'answer', answer: { ...answer, once: name } },
    once: { name, until: context.now + KEPT },
    // PagerDuty sends it again on 5xx, and on nothing else.
    reply: (came) => (came ? DONE : { status: 503 }),
  };
};

/** By type: what it means here. */
const MEANS: Readonly<Record<string, (told: Told, about: About) => Answer | undefined>> = {
  'incident.acknowledged': ({ occurred_at }, about) =>
    about.isPerson ? { action: 'acknowledge', ...about.answer, given: Date.parse(occurred_at) } : undefined,
  'incident.unacknowledged': (_told, about) =>
    about.head ? { action: 'note', ...about.answer, text: unacknowledged(about.head) } : undefined,
  'incident.resolved': (_told, about) => {
    const text = about.isPerson && about.head ? resolved(about.head) : undefined;
    return text === undefined ? undefined : { action: 'note', ...about.answer, text };
  },
};

interface About {
  readonly isPerson: boolean;
  /** The incident as it stands; absent where the event is about an earlier generation, or one that is over. */
  readonly head?: Incident;
  readonly answer: {
    readonly incident: string;
    readonly generation: number;
    readonly by: string;
    readonly via: string;
  };
}

async function answerTo(told: Told, { plan, heads }: HearContext): Promise<Answer | undefined> {
  const thread = threadOf(told.data?.incident_key ?? '');
  const means = Object.hasOwn(MEANS, told.event_type) ? MEANS[told.event_type] : undefined;
  if (!thread || !means) return undefined;
  const head = (await heads()).find(
    ({ id, generation, phase }) => id === thread.incident && generation === thread.generation && phase === 'open',
  );
  const isPerson = told.agent?.type === 'user_reference';
  const by = isPerson ? nameOf(told.agent?.summary, plan) : 'PagerDuty';
  return means(told, { isPerson, ...(head && { head }), answer: { ...thread, by, via: 'PagerDuty' } });
}

/** Our person of that name, else the name with where it comes from. */
function nameOf(summary: string | null | undefined, { policy }: Plan): string {
  const name = plainLine(summary ?? '', 60) || 'somebody';
  return Object.keys(policy.roster.people).find((person) => spelt(person) === spelt(name)) ?? `${name} (PagerDuty)`;
}

/** `Ada Lovelace` and `ada-lovelace` are one name. */
const spelt = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

/** What is acknowledged here ends by our own policy (A4). */
const unacknowledged = ({ attention }: Incident): string =>
  attention.is === 'acknowledged'
    ? `no longer acknowledged at PagerDuty; here it is, by ${attention.by}`
    : 'no longer acknowledged at PagerDuty';

/** A provider's word ends nothing that our own checks, or others, still see fail: it is written down, and said so. */
function resolved(head: Incident): string | undefined {
  const failing = Object.keys(head.failing).map((name) => called(head, name));
  if (failing.length === 0 || head.recoveredAt !== null) return undefined;
  return `resolved at PagerDuty, although ${list(failing)} still ${failing.length === 1 ? 'fails' : 'fail'}: it goes on here`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DONE: CallbackReply = { status: 202 };
