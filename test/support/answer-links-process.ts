import { createHash, createHmac } from 'node:crypto';
import { MINUTE } from '../../src/core/time/instant.ts';
import { consentTo, Phone, stored, tokenOf } from '../web/support/answer-page.ts';
import { SCENES } from '../web/support/scenes.ts';
import { MONDAY } from './plan.ts';

/**
 * Follows so many links that must change nothing, and prints how many of each sort there were and which of them changed
 * something, as JSON. A process of its own: jest runs it twice as slowly.
 */
const LINKS = Number(process.argv[2] ?? 1_000);

/** Drawn from a counter: the same every time. */
let drawn = 0;
const draw = (below: number): number => createHash('sha256').update(`link ${drawn++}`).digest().readUInt32BE() % below;
const pick = <T>(from: readonly T[]): T => from[draw(from.length)]!;
const ACTIONS = [
  'acknowledge',
  'escalate',
  'approve',
  'refuse',
  'mute',
  'resolve',
  'note',
  'reassign',
  'unacknowledge',
];
const PEOPLE = ['devops-1', 'devops-2', 'lead-developer', 'senior-developer', 'stranger'];
const WORDS = { text: 'a note', to: 'senior-developer', for: '1h', why: 'work' };

/** An incident of the second generation that waits for an approval, with the links and forms of its first one. */
const simulation = await SCENES.approval!();
const until = MONDAY + 30 * MINUTE;
const approval = tokenOf(consentTo('approve', until));
await simulation.run(MINUTE);
simulation.world.mends();
await simulation.run(5 * MINUTE);
simulation.world.breaks('backend');
await simulation.run(3 * MINUTE);
const head = await simulation.head('shop');
if (head.generation !== 2 || head.phase !== 'open') throw new Error(`the scene is not as it should be: ${head.phase}`);

const live = (more = {}) => tokenOf({ generation: 2, ...more });
const consent = (action: 'approve' | 'refuse', till: number, more = {}) =>
  live({ ...consentTo(action, till), ...more });
const phone = new Phone(simulation);

/** Everything that somebody could post and did post once: sent again it is nothing new. */
const used: { token: string; form: URLSearchParams; fields: Record<string, string> }[] = [];
for (const [action, fields] of [
  ['acknowledge', {}],
  ['unacknowledge', {}],
  ['note', { text: 'once' }],
  ['escalate', {}],
  ['reassign', { to: 'senior-developer' }],
  ['mute', { for: '30m', why: 'once' }],
  ['unmute', {}],
  ['acknowledge', {}],
] as const) {
  const token = live({ person: 'devops-1' });
  const form = phone.formOf(await phone.open(token), action);
  await phone.post(token, form, fields);
  used.push({ token, form, fields });
}
for (const action of ['approve', 'refuse'] as const) {
  const token = consent('approve', until);
  const form = phone.formOf(await phone.open(token), action);
  await phone.post(token, form);
  used.push({ token, form, fields: {} });
}
// More events than the head remembers.
for (let n = 0; n < 40; n++)
  await simulation.answer({ action: 'note', incident: 'shop-1', by: 'ada', via: 'API', text: `note ${n}` });
await simulation.run(10_000);

const seen = () => String(1 + draw(head.version + 40));
const anyForm = () => new URLSearchParams({ do: pick(ACTIONS), seen: seen(), ...WORDS });

/** A token with something about it changed, or signed with a key that is not ours. */
function forged(): string {
  const token = pick([live({ person: pick(PEOPLE) }), consent('approve', until), approval]);
  const at = draw(token.length);
  const letter = pick([...'aZ09-_.']);
  const parts = token.split('.');
  const said = parts.slice(0, -1).join('.');
  return pick([
    () => tokenOf({ generation: 2 }, `a key that we do not have, ${draw(1_000_000)}`),
    () => (token[at] === letter ? `${token}a` : token.slice(0, at) + letter + token.slice(at + 1)),
    () => token.slice(0, at),
    () => `${said}.${createHmac('sha256', '').update(said).digest('base64url').slice(0, 22)}`,
    () => parts.with(2, pick(PEOPLE.filter((name) => name !== parts[2]))).join('.'),
    () => parts.with(1, String(3 + draw(9))).join('.'),
    () => createHash('sha256').update(`${drawn}`).digest('base64url'),
  ])();
}

/** Readers that are no people: they only ever ask (A6). */
const READERS: readonly Record<string, string>[] = [
  { 'sec-purpose': 'prefetch;prerender' },
  { purpose: 'prefetch' },
  { 'x-moz': 'prefetch' },
  { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
  { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda Sentinel)' },
  { 'user-agent': 'WhatsApp/2.23' },
  { 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' },
];

const SORTS: Readonly<Record<string, () => Promise<unknown>>> = {
  'forged, opened': () => phone.open(forged()),
  'forged, posted': () => phone.post(forged(), anyForm()),
  'of an earlier generation': () => phone.post(tokenOf({ person: pick(PEOPLE) }), anyForm()),
  'of an incident that is over or none': () =>
    phone.post(tokenOf({ incident: pick(['shop-2', 'shop-99', 'ingress-1']) }), anyForm()),
  'expired approval': () =>
    phone.post(
      consent(pick(['approve', 'refuse'] as const), head.changedAt - 1 - draw(10 * MINUTE)),
      new URLSearchParams({ do: pick(['approve', 'refuse']), seen: seen() }),
    ),
  'approval without a link for it': () => {
    const refusing = draw(2) === 0;
    const action = pick(['acknowledge', 'escalate'] as const);
    const token = refusing ? consent('refuse', until) : live({ person: 'lead-developer', action });
    const does = refusing ? 'approve' : pick(['approve', 'refuse']);
    return phone.post(token, new URLSearchParams({ do: does, seen: seen() }));
  },
  replayed: () => {
    const { token, form, fields } = pick(used);
    return phone.post(token, form, fields);
  },
  prefetched: () =>
    phone.open(
      pick([live({ person: pick(PEOPLE) }), consent('approve', until)]),
      pick(['GET', 'HEAD'] as const),
      pick(READERS),
    ),
};

const counts: Record<string, number> = {};
const changed: string[] = [];
let last = await stored(simulation);
const every = Object.entries(SORTS);
// What looks at all that is stored costs more than a link: after each hundred is often enough to name the culprit's sort.
for (let n = 0; n < LINKS; ) {
  const [sort, follow] = every[Math.floor(n / 100) % every.length]!;
  for (let i = 0; i < 100 && n < LINKS; i++, n++) {
    await follow();
    counts[sort] = (counts[sort] ?? 0) + 1;
  }
  const now = await stored(simulation);
  if (now !== last) changed.push(`${sort}, link ${n}`);
  last = now;
}
console.log(JSON.stringify({ counts, changed }));
