import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { linesOf, played } from '../../support/scenario.ts';

const down = 'at: 0m, monitor: ingress, becomes: down';
const pagesOf = ({ pages }: Awaited<ReturnType<typeof played>>) =>
  pages.map(
    ({ at, person, channel, got, noticed }) =>
      `${((at - MONDAY) / 1000) | 0} ${person} ${channel} ${got}${noticed ? '' : ' unnoticed'}`,
  );

describe('playing a scenario', () => {
  it('sees what breaks at the start as late as it can be seen, and ends when everything has (V5)', async () => {
    const events = [down, 'at: 10m, monitor: ingress, becomes: up'];
    const account = await played(events);
    const seen = account.entries.find(({ about }) => about === 'check')!;
    expect(seen.at - MONDAY).toBeGreaterThan(58_000);
    expect(seen.at - MONDAY).toBeLessThan(MINUTE);
    expect(account.states.at(-1)!.phase).toBe('closed');
    expect(account.end - MONDAY).toBeLessThan(20 * MINUTE);
    expect(JSON.stringify(await played(events))).toBe(JSON.stringify(account));
  });

  it('plays so long as it is told, or a day where nothing ends it', async () => {
    expect((await played([down], 'for: 30m')).end).toBe(MONDAY + 30 * MINUTE);
  });

  it('lets people answer so long after a page, only once it is theirs, and whoever is on call be named by the rotation', async () => {
    const account = await played([
      down,
      'at: 0m, person: on-call-devops, does: acknowledges, within: 2m',
      'at: 0m, person: lead-developer, does: acknowledges, within: 1s',
      'at: 10m, monitor: ingress, becomes: up',
    ]);
    expect(linesOf(account)).toContainEqual(
      expect.stringMatching(/^14:03:08 answer: acknowledged by devops-1 \(phone\)/),
    );
    expect(pagesOf(account)).toEqual([expect.stringMatching(/^68 devops-1 phone accepted$/)]);
  });

  it('lets nobody answer who is unreachable, or asleep beside a channel that does not wake (E6)', async () => {
    const unreachable = await played([
      down,
      'at: 0m, person: devops-1, does: is-unreachable',
      'at: 0m, person: devops-1, does: acknowledges, within: 1m',
      'at: 5m, monitor: ingress, becomes: up',
    ]);
    expect(pagesOf(unreachable)[0]).toMatch(/devops-1 phone accepted unnoticed$/);
    expect(linesOf(unreachable).join('\n')).not.toContain('acknowledged by');
    const chat = shop({
      policy: {
        ...shop().policy,
        roster: {
          ...shop().policy.roster,
          people: { ...shop().policy.roster.people, 'devops-1': { timezone: 'UTC', notify: [{ channel: 'mail' }] } },
        },
      },
    });
    const asleep = await played(
      [down, 'at: 0m, person: devops-1, does: sleeps', 'at: 3m, monitor: ingress, becomes: up'],
      '',
      chat,
    );
    expect(pagesOf(asleep)[0]).toMatch(/devops-1 mail accepted unnoticed$/);
  });

  it.each([
    ['refuses', 'permanent'],
    ['hangs', 'unknown'],
    ['throttles', 'temporary'],
    ['is-slow', 'accepted'],
  ])('a provider that %s is %s to its channel, until it recovers', async (does, got) => {
    const account = await played([
      `at: 0m, channel: phone, does: ${does}, for: 90s`,
      down,
      'at: 8m, monitor: ingress, becomes: up',
    ]);
    expect(account.pages.find(({ channel }) => channel === 'phone')!.got).toBe(got);
    expect(linesOf(account)).toContain('14:01:30 world: phone recovers');
    expect(account.pages.some((page) => page.got === 'accepted')).toBe(true);
  });

  it('a phone on voicemail is the next way at once (E5)', async () => {
    const account = await played([
      down,
      'at: 0m, person: devops-1, does: is-unreachable, on: phone',
      'at: 3m, monitor: ingress, becomes: up',
    ]);
    expect(pagesOf(account)).toEqual([
      expect.stringMatching(/devops-1 phone permanent/),
      expect.stringMatching(/devops-1 sms accepted$/),
    ]);
  });

  it('says when an answer was in vain, and mends what a remedy mends', async () => {
    const remedy = {
      name: 'restart',
      kind: 'webhook',
      monitor: 'ingress',
      mode: 'ask',
      on: ['status'],
      approvers: ['lead-developer'],
      verifyWithin: 10 * MINUTE,
      settings: {},
    } as const;
    const account = await played(
      [
        down,
        'at: 0m, person: devops-1, does: approves, remedy: restart, within: 1m',
        'at: 4m, person: lead-developer, does: approves, remedy: restart',
      ],
      '',
      shop({ remedies: { restart: remedy } }),
    );
    const lines = linesOf(account);
    expect(lines).toContainEqual(
      expect.stringContaining(
        'world: devops-1 approves restart, in vain: devops-1 is not among the approvers of restart',
      ),
    );
    expect(lines).toContain('14:04:30 world: restart shows: ingress answers again');
    expect(account.states.at(-1)!.phase).toBe('closed');
  });

  it('mutes, and pages what outlives the mute (M2)', async () => {
    const account = await played([
      'at: 0m, mute: ingress, for: 10m, why: deploy',
      down,
      'at: 15m, monitor: ingress, becomes: up',
    ]);
    expect(linesOf(account)[0]).toBe('14:00:00 world: somebody mutes ingress for 10 min: deploy');
    expect(pagesOf(account)[0]).toMatch(/^600 /);
    const ended = await played([
      'at: 0m, mute: ingress, for: 1h, why: deploy',
      down,
      'at: 5m, unmute: ingress',
      'at: 8m, monitor: ingress, becomes: up',
    ]);
    expect(pagesOf(ended)[0]).toMatch(/^300 /);
  });
});
