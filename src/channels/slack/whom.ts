import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { MAILBOX } from '../../fields/reach.ts';
import { failed } from './answer.ts';
import { type Api, ask } from './api.ts';

/** The channel to post to, or why there is none. */
export type Whom = { readonly channel: string } | { readonly failed: Delivery };

/** Ids and names of channels are posted to as they are; a mail address or `@name` is looked up first. */
export function whom(api: Api, to: string): Promise<Whom> | Whom {
  if (to.startsWith('@')) return byName(api, to.slice(1));
  return MAILBOX.test(to) ? byMail(api, to) : { channel: to };
}

const MEMBER = z.object({ id: z.string() });

async function byMail(api: Api, email: string): Promise<Whom> {
  const { called, answer } = await ask(
    api,
    'users.lookupByEmail',
    { form: { email } },
    z.object({ ok: z.literal(true), user: MEMBER }),
  );
  return answer.is === 'ok'
    ? { channel: answer.got.user.id }
    : { failed: nothingSent(failed(called, answer, api.now)) };
}

const LIST = z.object({
  ok: z.literal(true),
  members: z.array(
    MEMBER.extend({
      name: z.string().optional(),
      deleted: z.boolean().optional(),
      profile: z.object({ display_name: z.string().optional() }).optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack advises 200 a page. */
const PAGE = 200;

/** All members until one has the name: an id or a mail address takes one call at most. */
async function byName(api: Api, name: string): Promise<Whom> {
  const wanted = name.toLowerCase();
  const shown: string[] = [];
  for (let cursor = ''; ; ) {
    const form = { limit: String(PAGE), ...(cursor !== '' && { cursor }) };
    const { called, answer } = await ask(api, 'users.list', { form }, LIST);
    if (answer.is !== 'ok') return { failed: nothingSent(failed(called, answer, api.now)) };
    const { members, response_metadata } = answer.got;
    const active = members.filter(({ deleted }) => !deleted);
    const named = active.find((member) => member.name?.toLowerCase() === wanted);
    if (named) return { channel: named.id };
    shown.push(...active.flatMap(({ id, profile }) => (profile?.display_name?.toLowerCase() === wanted ? [id] : [])));
    cursor = response_metadata?.next_cursor ?? '';
    if (cursor === '') return onlyOne(shown);
  }
}

/** A display name need not be one member's alone. */
function onlyOne([id, other]: readonly string[]): Whom {
  const why = (text: string): Whom => ({ failed: { is: 'permanent', why: text } });
  if (id === undefined) return why('no member of the workspace has that name: write the id or the mail address');
  return other === undefined
    ? { channel: id }
    : why('several members show that name: write the id or the mail address');
}

/** A question that was lost has sent nothing. */
const nothingSent = (delivery: Delivery): Delivery =>
  delivery.is === 'unknown' ? { is: 'temporary', why: delivery.why } : delivery;
