import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import type { Called } from '../../wire/call.ts';
import { deliveryOf } from '../delivered.ts';

/**
 * What the errors of the Web API mean that are not definite (docs.slack.dev, "chat.postMessage", "Errors"). `unknown`:
 * by Slack's own words a part of it may have happened. `credentials`: another token may be taken.
 */
const MEANS: Readonly<Record<string, 'again' | 'unknown' | 'credentials'>> = {
  ratelimited: 'again',
  rate_limited: 'again',
  message_limit_exceeded: 'again',
  service_unavailable: 'again',
  request_timeout: 'again',
  team_added_to_org: 'again',
  external_channel_migrating: 'again',
  internal_error: 'unknown',
  fatal_error: 'unknown',
  invalid_auth: 'credentials',
  not_authed: 'credentials',
  account_inactive: 'credentials',
  token_revoked: 'credentials',
  token_expired: 'credentials',
  not_allowed_token_type: 'credentials',
  missing_scope: 'credentials',
  no_permission: 'credentials',
};

/** What whoever reads the record can do about it. */
const CURES: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the app to the channel',
  channel_not_found: 'there is no such channel or member, or the app is not in that private channel',
  users_not_found: 'no member has that mail address',
  is_archived: 'the channel is archived',
  missing_scope: 'the app lacks a scope: chat:write, users:read or users:read.email',
  restricted_action: 'the workspace lets the app not post there',
};

/** The error's name, where an answer holds one: `{ ok: false, error }`. */
export type Refused = { readonly is: 'refused'; readonly error: string };
export type Answer<T> = { readonly is: 'ok'; readonly got: T } | Refused | { readonly is: 'unread' };

const REFUSED = z.object({ ok: z.literal(false), error: z.string() });

/** Reads an answer of the Web API, which says in the body whether a 200 is one. */
export function read<T extends z.ZodType>(called: Called, shape: T): Answer<z.output<T>> {
  if (called.is !== 'answered' || called.status < 200 || called.status > 299) return { is: 'unread' };
  let body: unknown;
  try {
    body = JSON.parse(called.body);
  } catch {
    return { is: 'unread' };
  }
  const refused = REFUSED.safeParse(body);
  // Only what looks like a name is shown (W7).
  if (refused.success)
    return { is: 'refused', error: /^[a-z_]{1,64}$/.test(refused.data.error) ? refused.data.error : 'an error' };
  const good = shape.safeParse(body);
  return good.success ? { is: 'ok', got: good.data } : { is: 'unread' };
}

/** What became of a call that did not go well, as a page sees it (E5). */
export function failed(called: Called, answer: Refused | { readonly is: 'unread' }, now: number): Delivery {
  if (answer.is === 'refused') return refusal(called, answer.error, now);
  const byStatus = deliveryOf(called, now);
  // A 200 that cannot be read says neither yes nor no.
  return byStatus.is === 'accepted' ? { is: 'unknown', why: 'the answer is not one of the Slack API' } : byStatus;
}

function refusal(called: Called, error: string, now: number): Delivery {
  const why = `Slack answered ${error}${error in CURES ? `: ${CURES[error]}` : ''}`;
  const means = MEANS[error];
  if (means === 'unknown') return { is: 'unknown', why };
  if (means === undefined) return { is: 'permanent', why };
  if (means === 'credentials') return { is: 'permanent', why, credentials: true };
  const later = called.is === 'answered' ? deliveryOf({ ...called, status: 429 }, now) : undefined;
  return later?.is === 'temporary' ? { ...later, why } : { is: 'unknown', why };
}
