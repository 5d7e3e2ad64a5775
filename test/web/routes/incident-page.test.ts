import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';
import { consentTo, Phone, stored, tokenOf } from '../support/answer-page.ts';
import { SCENES } from '../support/scenes.ts';

const scene = async (name: string) => {
  const simulation = await SCENES[name]!();
  return { simulation, phone: new Phone(simulation), head: () => simulation.head('shop') };
};
const PRIMARY = tokenOf();
const LEAD = tokenOf({ person: 'lead-developer' });

describe('the page of an answer link', () => {
  it('says what is wrong, who was paged and who is next, what happened, and what can be answered', async () => {
    const { phone } = await scene('p1');
    const { status, text, html } = await phone.open(PRIMARY);
    expect(status).toBe(200);
    for (const words of [
      'P1 Nobody has answered shop: application completely down (P1).',
      'backend answers 500 instead of 200 since 14:03, likely the database.',
      'lead-developer is next at 14:08 (in 3 min).',
      'devops-1 for on-call-devops',
      '14:03:10 incident shop-1 opened',
      'You answer as devops-1: this link is yours alone.',
    ])
      expect(text).toContain(words);
    const answers = [...html.matchAll(/name="do" value="(\w+)"/g)].map(([, action]) => action);
    expect(answers).toEqual(['acknowledge', 'escalate', 'note', 'reassign', 'mute', 'resolve']);
    expect(html).not.toMatch(/<script|javascript:|\son\w+=/i);
  });

  it('is not stored, indexed, framed, or told to other sites, and needs no login', async () => {
    const simulation = await SCENES.p1!();
    const phone = new Phone(simulation, { login: { user: 'ada', password: 'secret' } });
    expect((await phone.client.ask('/')).status).toBe(401);
    for (const token of [PRIMARY, 'forged']) {
      const { headers, status } = await phone.client.ask(`/a/${token}`);
      expect(status).toBe(token === PRIMARY ? 200 : 404);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[\w+/=]+'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|script-src/);
    }
  });

  it('in the zone of its reader, and says so where the team has another', async () => {
    const { simulation, phone } = await scene('p1');
    const { plan } = simulation;
    const { people } = plan.policy.roster;
    const away = { ...people['lead-developer']!, timezone: 'Asia/Tokyo' };
    const roster = { ...plan.policy.roster, people: { ...people, 'lead-developer': away } };
    simulation.reconfigure({ ...plan, policy: { ...plan.policy, roster } });
    const there = await new Phone(simulation).open(LEAD);
    expect(there.text).toContain('since 23:03, likely the database');
    expect(there.text).toContain('23:03:10 incident shop-1 opened');
    expect(there.text).toContain('Times are Asia/Tokyo; inside older sentences they may be UTC.');
    expect((await phone.open(PRIMARY)).text).not.toContain('Times are');
  });

  it('shows words from outside as text', async () => {
    const { phone } = await scene('nasty');
    const { html } = await phone.open(LEAD);
    expect(html).not.toMatch(/<img|<script|<b>/);
    expect(html).toContain('&lt;img src=x onerror=');
  });

  it('leads with the answer that the link was made for', async () => {
    const { phone } = await scene('p1');
    const primary = async (token: string) =>
      [...(await phone.open(token)).html.matchAll(/class="primary">(\w+)</g)].map(([, label]) => label);
    expect(await primary(PRIMARY)).toEqual(['Acknowledge']);
    expect(await primary(tokenOf({ action: 'escalate' }))).toEqual(['Escalate']);
    const { phone: other } = await scene('approval');
    const { html } = await other.open(tokenOf(consentTo('approve', MONDAY + 15 * MINUTE)));
    expect([...html.matchAll(/class="primary">(\w+)</g)].map(([, label]) => label)).toEqual(['Approve']);
  });
});

describe('answering', () => {
  it('acknowledges once it is pressed; the second hears who was first (A1)', async () => {
    const { phone, head, simulation } = await scene('p1');
    const { status, text } = await phone.press(PRIMARY, 'acknowledge');
    expect([status, text]).toEqual([200, expect.stringContaining('Acknowledged by devops-1. P1 You have it')]);
    expect((await head()).attention).toMatchObject({ is: 'acknowledged', by: 'devops-1' });
    const seen = phone.formOf(await new Phone(await SCENES.p1!()).open(LEAD), 'acknowledge');
    expect((await phone.post(LEAD, seen)).text).toContain('Devops-1 acknowledged it first. P1 devops-1 has it');
    const { timeline } = await phone.client.get<{ timeline: readonly { text: string }[] }>('/api/incidents/shop-1');
    expect(timeline.at(-1)!.text).toContain('acknowledged by devops-1 (link)');
    await simulation.run(1_000);
    expect(simulation.sent('update').map(({ message }) => message.person)).toEqual(['devops-1']);
  });

  it('the same form twice is one answer, also long after; the page shown anew is another one', async () => {
    const { phone, simulation } = await scene('p1');
    const form = phone.formOf(await phone.open(PRIMARY), 'escalate');
    for (let n = 0; n < 3; n++) expect((await phone.post(PRIMARY, form)).status).toBe(200);
    await simulation.run(1_000);
    const pages = () => simulation.sent('page').map(({ message }) => message.person);
    expect(pages()).toEqual(['devops-1', 'lead-developer']);
    // More events than the head remembers.
    for (let n = 0; n < 40; n++) await simulation.answer(note(`note ${n}`));
    const before = await stored(simulation);
    expect((await phone.post(PRIMARY, form)).text).toContain('This answer was recorded already.');
    expect(await stored(simulation)).toBe(before);
    await phone.press(PRIMARY, 'acknowledge');
    await phone.press(PRIMARY, 'escalate');
    await simulation.run(1_000);
    expect(pages()).toHaveLength(3);
  });

  it('an acknowledgement can be taken back where it was given, by whoever gave it', async () => {
    const { phone, head, simulation } = await scene('p1');
    await phone.press(PRIMARY, 'acknowledge');
    await expect(phone.press(LEAD, 'unacknowledge')).rejects.toThrow('the page has no form to unacknowledge');
    const { text } = await phone.press(PRIMARY, 'unacknowledge');
    expect(text).toContain('Devops-1 took the acknowledgement back: paging goes on. P1 Nobody has answered');
    expect((await head()).attention.is).toBe('nobody');
    await simulation.run(1_000);
    expect(simulation.sent('page')).toHaveLength(2);
  });

  it('mutes what fails, and ends the mute (M1)', async () => {
    const { phone, simulation, head } = await scene('p1');
    const muted = await phone.press(PRIMARY, 'mute', { for: '4h', why: 'certificate' });
    expect(muted.text).toContain('Backend and frontend muted for 4 h: certificate. Muted');
    const [mute] = await simulation.stores.mutes.current(simulation.clock.now());
    expect(mute).toMatchObject({ by: 'devops-1', until: simulation.clock.now() + 4 * HOUR });
    expect((await head()).severity).toBeNull();
    expect((await phone.press(PRIMARY, 'unmute')).text).toContain('The mute has ended. P1 Nobody has answered');
    expect(await simulation.stores.mutes.current(simulation.clock.now())).toEqual([]);
  });

  it('resolves, reassigns and notes', async () => {
    const { phone, simulation } = await scene('p1');
    const noted = await phone.press(PRIMARY, 'note', { text: 'restarted   the\npool' });
    expect(noted.text).toMatch(/Noted\..* devops-1 \(link\): restarted the pool/);
    expect((await phone.press(PRIMARY, 'reassign', { to: 'senior-developer' })).text).toContain(
      'Reassigned to senior-developer, who is paged now.',
    );
    await simulation.run(1_000);
    expect(simulation.sent('page').at(-1)!.message.person).toBe('senior-developer');
    expect((await phone.press(PRIMARY, 'resolve', { why: 'the bank is back' })).text).toContain('Resolved by devops-1');
    expect(await simulation.stores.mutes.current(simulation.clock.now())).toHaveLength(1);
  });

  it.each([
    ['note', { text: '  ' }, 400, 'Write a note first.'],
    ['reassign', { to: '' }, 400, 'Choose whom to hand it to.'],
    ['reassign', { to: 'nobody' }, 409, "There is no 'nobody'; there are devops-1"],
    ['mute', { for: '400d' }, 400, 'Choose for how long to mute it.'],
    ['mute', { for: 'toString' }, 400, 'Choose for how long to mute it.'],
  ])('%s %j: %i, in words', async (action, fields, status, words) => {
    const { phone, simulation } = await scene('p1');
    const before = await stored(simulation);
    const came = await phone.press(PRIMARY, action, fields);
    expect([came.status, came.text]).toEqual([status, expect.stringContaining(words)]);
    expect(await stored(simulation)).toBe(before);
  });

  it.each([
    ['no form at all', ''],
    ['no state that it answers', 'do=acknowledge'],
    ['a state that is still to come', 'do=acknowledge&seen=100000'],
    ['a state that is none', 'do=acknowledge&seen=1.5'],
    ['an answer that there is not', 'do=explode&seen=3'],
    ['an answer of the language', 'do=constructor&seen=3'],
    ['the end of a mute that there is not', 'do=unmute&seen=3&mute=m7'],
  ])('with %s nothing is changed', async (_what, body) => {
    const { phone, simulation } = await scene('p1');
    const before = await stored(simulation);
    const { status, text } = await phone.post(PRIMARY, new URLSearchParams(body));
    expect([status, text]).toEqual([400, expect.stringMatching(/^(This form is not complete|This mute has ended)/)]);
    expect(await stored(simulation)).toBe(before);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'of another type (%s) is refused',
    async (type) => {
      const { phone, simulation } = await scene('p1');
      const before = await stored(simulation);
      const init = { method: 'POST', headers: { 'content-type': type }, body: 'do=acknowledge&seen=1' };
      expect((await phone.client.ask(`/a/${PRIMARY}`, init)).status).toBe(415);
      expect(await stored(simulation)).toBe(before);
    },
  );

  it('a hundred at once: one is first, and every one of them is told something true (A1, A5)', async () => {
    const { phone, head } = await scene('p1');
    const people = Array.from({ length: 100 }, (_, n) => `person-${n}`);
    const tokens = people.map((person) => tokenOf({ person }));
    const seen = phone.formOf(await phone.open(tokens[0]!), 'acknowledge');
    const replies = await Promise.all(tokens.map((token) => phone.post(token, seen)));
    const { attention } = await head();
    const by = attention.is === 'acknowledged' ? attention.by : '';
    expect(people).toContain(by);
    for (const [n, { status, text }] of replies.entries()) {
      const mine =
        people[n] === by
          ? `Acknowledged by ${by}. P1 You have it`
          : `${by.replace('p', 'P')} acknowledged it first. P1 ${by} has it`;
      expect([status, text.slice(0, mine.length)]).toEqual([200, mine]);
    }
    const { timeline } = await phone.client.get<{ timeline: readonly { text: string }[] }>('/api/incidents/shop-1');
    expect(timeline.filter(({ text }) => text.startsWith('acknowledged by'))).toHaveLength(1);
  });
});

const note = (text: string) => ({ action: 'note', incident: 'shop-1', by: 'ada', via: 'API', text }) as const;

describe('approving (G1)', () => {
  const late = MONDAY + 20 * MINUTE;
  const approve = tokenOf(consentTo('approve', late));
  const refuse = tokenOf(consentTo('refuse', late));

  it('takes the link that was made for it, once; a refusal takes it back', async () => {
    const { phone, head, simulation } = await scene('approval');
    const form = phone.formOf(await phone.open(approve), 'approve');
    expect((await phone.post(approve, form)).text).toContain('Approved: roll backend back from 1.8.3 to 1.8.2.');
    expect((await head()).remedies['roll-back-backend']?.consent).toMatchObject({ by: 'lead-developer' });
    expect((await phone.press(approve, 'refuse')).text).toContain('Refused: roll-back-backend will not be used.');
    // Used up, however it is sent again.
    const before = await stored(simulation);
    const { version } = await head();
    for (const seen of [form.get('seen')!, String(version)])
      expect((await phone.post(approve, new URLSearchParams({ do: 'approve', seen }))).text).toContain(
        'recorded already',
      );
    expect(await stored(simulation)).toBe(before);
    await simulation.run(5 * MINUTE);
    expect(simulation.world.applied).toEqual([]);
  });

  it.each([
    ['of an acknowledgement', tokenOf({ person: 'lead-developer' }), 'approve'],
    ['to escalate', tokenOf({ person: 'lead-developer', action: 'escalate' }), 'approve'],
    ['of a refusal', refuse, 'approve'],
    ['of an acknowledgement', tokenOf({ person: 'lead-developer' }), 'refuse'],
    ['of another plan', tokenOf(consentTo('approve', late, { hash: 'another' })), 'approve'],
    ['of another remedy', tokenOf(consentTo('approve', late, { remedy: 'restart' })), 'approve'],
    ['that has expired', tokenOf(consentTo('approve', MONDAY)), 'approve'],
    ['that has expired', tokenOf(consentTo('refuse', MONDAY)), 'refuse'],
  ])('a link %s does not: %#', async (_what, token, action) => {
    const { phone, simulation } = await scene('approval');
    const before = await stored(simulation);
    const seen = String((await simulation.head('shop')).version);
    const { status, text } = await phone.post(token, new URLSearchParams({ do: action, seen }));
    expect([status, text]).toEqual([
      400,
      expect.stringMatching(/^(A plan is approved with|The plan has changed|The 15 minutes)/),
    ]);
    expect(await stored(simulation)).toBe(before);
    expect((await phone.open(token)).html).not.toContain(`value="${action}"`);
  });

  it('somebody who is no approver is told so', async () => {
    const { phone, simulation } = await scene('approval');
    const token = tokenOf(consentTo('approve', late, { person: 'senior-developer' }));
    const before = await stored(simulation);
    const { status, text } = await phone.press(token, 'approve');
    expect([status, text]).toEqual([409, expect.stringContaining('is not among the approvers')]);
    expect(await stored(simulation)).toBe(before);
  });

  it('other links say that a plan waits, and not how to approve it with them', async () => {
    const { phone } = await scene('approval');
    const { text, html } = await phone.open(LEAD);
    expect(text).toContain('Waits for approval roll backend back from 1.8.3 to 1.8.2');
    expect(html).not.toContain('value="approve"');
  });
});

describe('a link of before', () => {
  it('an earlier message of this generation still answers (A2)', async () => {
    const { phone, simulation, head } = await scene('p1');
    await simulation.run(20 * MINUTE);
    await phone.press(PRIMARY, 'acknowledge');
    expect((await head()).attention).toMatchObject({ by: 'devops-1' });
  });

  it('after the end shows a friendly page, and changes nothing (A1)', async () => {
    const { phone, simulation } = await scene('past');
    const before = await stored(simulation);
    for (const incident of ['shop-1', 'shop-2']) {
      const token = tokenOf({ incident });
      const { status, text, html } = await phone.open(token);
      expect([status, text]).toEqual([200, expect.stringContaining('It is over, nothing is left to answer.')]);
      expect(html).not.toContain('<form');
      const posted = await phone.post(token, new URLSearchParams({ do: 'acknowledge', seen: '1' }));
      expect([posted.status, posted.text]).toEqual([200, text]);
    }
    expect(await stored(simulation)).toBe(before);
  });

  it('from before the incident was resumed answers nothing, and says which does (A3, C3)', async () => {
    const { simulation } = await scene('p1');
    simulation.world.mends();
    await simulation.run(5 * MINUTE);
    simulation.world.breaks('backend');
    await simulation.run(2 * MINUTE);
    expect(await simulation.head('shop')).toMatchObject({ id: 'shop-1', generation: 2, phase: 'open' });
    const phone = new Phone(simulation);
    const before = await stored(simulation);
    for (const { status, text } of [
      await phone.open(PRIMARY),
      await phone.post(PRIMARY, new URLSearchParams({ do: 'acknowledge', seen: '1' })),
    ])
      expect([status, text]).toEqual([200, expect.stringContaining('It has failed again since this message was sent')]);
    expect(await stored(simulation)).toBe(before);
    await phone.press(tokenOf({ generation: 2 }), 'acknowledge');
    expect((await simulation.head('shop')).attention).toMatchObject({ by: 'devops-1' });
  });
});

describe('a link that is none of ours', () => {
  it.each([
    ['forged', tokenOf({}, 'another key, of which we know nothing')],
    ['of another person', PRIMARY.replace('devops-1', 'devops-2')],
    ['of another action', PRIMARY.replace('.a', '.e')],
    ['cut off', PRIMARY.slice(0, -1)],
    ['of an incident that there is not', tokenOf({ incident: 'none-1' })],
    ['of a name of the language', tokenOf({ incident: '__proto__-1' })],
    ['empty', '%20'],
    ['long', 'a'.repeat(5_000)],
    ['not text', '%00%ff'],
  ])('is answered like every other: %s', async (_what, token) => {
    const { phone, simulation } = await scene('p1');
    const before = await stored(simulation);
    const known = await phone.open('x');
    expect(known).toMatchObject({ status: 404, text: expect.stringContaining('This link does not work') });
    expect(await phone.open(token)).toEqual(known);
    expect(await phone.post(token, new URLSearchParams({ do: 'acknowledge', seen: '1' }))).toEqual(known);
    expect(await stored(simulation)).toBe(before);
  });

  it('and one that is stays out of the log', async () => {
    const simulation = await SCENES.p1!();
    const said: string[] = [];
    const phone = new Phone(simulation, {
      respond: async () => {
        throw new Error('the store is gone');
      },
      onError: (where) => said.push(where),
    });
    const form = phone.formOf(await phone.open(PRIMARY), 'acknowledge');
    expect((await phone.post(PRIMARY, form)).status).toBe(500);
    expect(said).toEqual(['POST /a/…']);
  });
});
