import { createHash } from 'node:crypto';
import { type Answer, NOTE } from '../../core/incident/answer.ts';
import { plainLine } from '../../core/message/plain.ts';
import { HOUR, MINUTE } from '../../core/time/instant.ts';
import type { Standing } from './standing.ts';

/** For how long the page offers to mute. */
export const MUTES = { '30m': 30 * MINUTE, '1h': HOUR, '4h': 4 * HOUR, '24h': 24 * HOUR } as const;
/** How long what still fails is muted when somebody says that it is over. */
const RESOLVED = HOUR;

interface About {
  readonly incident: string;
  readonly generation: number;
  readonly by: string;
  readonly via: string;
  readonly once: string;
}

/** What a form asks for, or in words why it asks for nothing. */
export type Asked = { readonly answer: Answer } | { readonly problem: string };
type Read = (about: About, fields: URLSearchParams, standing: Standing) => Asked;

const answer = (of: Answer): Asked => ({ answer: of });
const problem = (text: string): Asked => ({ problem: text });

/** One row per answer that the page offers: what its form says. An approval needs the link that was made for it (G1). */
const FORMS: Readonly<Record<string, Read>> = {
  acknowledge: (about) => answer({ action: 'acknowledge', ...about }),
  unacknowledge: (about) => answer({ action: 'unacknowledge', ...about }),
  escalate: (about) => answer({ action: 'escalate', ...about }),
  reassign: (about, fields) => {
    const to = line(fields, 'to', 100);
    return to === '' ? problem('Choose whom to hand it to.') : answer({ action: 'reassign', ...about, to });
  },
  note: (about, fields) => {
    const text = line(fields, 'text', NOTE);
    return text === '' ? problem('Write a note first.') : answer({ action: 'note', ...about, text });
  },
  mute: ({ by, once }, fields, { audible }) => {
    const length = Object.entries(MUTES).find(([value]) => value === fields.get('for'))?.[1];
    if (length === undefined) return problem('Choose for how long to mute it.');
    if (audible.length === 0) return problem('Nothing was left to mute.');
    const why = line(fields, 'why', NOTE) || 'muted from the incident page';
    return answer({ action: 'mute', monitors: audible, for: length, why, by, once });
  },
  unmute: ({ by }, fields, { mutes }) => {
    const mute = fields.get('mute') ?? '';
    return mutes.some(({ id }) => id === mute)
      ? answer({ action: 'unmute', mute, by })
      : problem('This mute has ended already.');
  },
  resolve: (about, fields) => {
    const why = line(fields, 'why', NOTE);
    return answer({ action: 'resolve', ...about, for: RESOLVED, ...(why !== '' && { why }) });
  },
  approve: (about, _fields, { link, consent }) =>
    consent?.is === 'open' && link.action === 'approve' && link.hash !== undefined
      ? answer({ action: 'approve', ...about, remedy: consent.remedy.name, hash: link.hash })
      : problem(whyNoConsent(consent)),
  refuse: (about, _fields, { consent }) =>
    consent?.is === 'open'
      ? answer({ action: 'refuse', ...about, remedy: consent.remedy.name })
      : problem(whyNoConsent(consent)),
};

/** Reads what somebody posted. */
export function readForm(fields: URLSearchParams, standing: Standing): Asked {
  const name = fields.get('do') ?? '';
  const read = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  const seen = Number(fields.get('seen'));
  const isOurs = Number.isInteger(seen) && seen >= 1 && seen <= standing.incident.version;
  if (!read || !isOurs) return problem('This form is not complete: open the link again.');
  const { incident, generation, person } = standing.link;
  return read(
    { incident, generation, by: person, via: 'link', once: onceOf(name, fields, standing) },
    fields,
    standing,
  );
}

/**
 * The name under which an answer counts once. Each form counts once, as the page showed it: a finger that taps twice, a
 * page that is sent again. Consent counts once for its link (G1).
 */
function onceOf(name: string, fields: URLSearchParams, { link }: Standing): string {
  const consents = name === 'approve' || name === 'refuse';
  const said = consents ? [name] : [...fields].map(([key, value]) => `${key}=${value}`).sort();
  const digest = createHash('sha256').update(JSON.stringify([link.id, ...said]));
  return `link-${digest.digest('base64url').slice(0, 22)}`;
}

const line = (fields: URLSearchParams, name: string, most: number): string => plainLine(fields.get(name) ?? '', most);

/** Why a plan cannot be decided here, for people. */
export const whyNoConsent = (consent: Standing['consent']): string => CONSENT[consent?.is ?? 'open'];
const CONSENT = {
  open: 'A plan is approved with the link that was made for it, in the message that asks for it, or in the console.',
  changed: 'The plan has changed since this message was sent: the newest message has the one that counts.',
  late: 'The 15 minutes to decide are over. A new plan can be asked for in the console.',
} as const;
