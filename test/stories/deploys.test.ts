import { describe, expect, it } from '@jest/globals';
import { deploy } from '../../functions/deploy.ts';
import type { Deploy } from '../../src/core/deploy/deploy.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { shop } from '../support/plan.ts';
import { story } from '../support/story.ts';

async function told(deploys: readonly Partial<Deploy>[]) {
  const s = await story(shop());
  const began = s.clock.now();
  for (const [n, more] of deploys.entries())
    await s.stores.deploys.record({ id: `d${n}`, at: began, version: '1.8.3', monitors: [], by: 'ada', ...more });
  s.world.breaks('backend');
  await s.run(3 * MINUTE);
  return s.sent('page')[0]!.message;
}
const MONDAY_1401 = Date.UTC(2026, 10, 2, 14, 1);

describe('the last deploy', () => {
  it('is on the page: what, when, and how long before', async () => {
    const page = await told([{ at: MONDAY_1401 - 4 * MINUTE, url: 'https://ci.example.com/7' }]);
    expect(page.text).toMatch(/ Last deploy: 1\.8\.3 at 13:57, 4 min before\. /);
    expect(page.details).toContainEqual({
      label: 'Last deploy',
      text: '1.8.3 by ada at 13:57',
      href: 'https://ci.example.com/7',
    });
  });

  it('is the last one before it, of the same system', async () => {
    const page = await told([
      { at: MONDAY_1401 - HOUR, version: '1.8.1' },
      { at: MONDAY_1401 - 5 * MINUTE, version: '1.8.2', monitors: ['backend'] },
      { at: MONDAY_1401 - 4 * MINUTE, version: 'other', monitors: ['elsewhere'] },
    ]);
    expect(page.text).toContain('Last deploy: 1.8.2 ');
  });

  it.each([
    ['a day ago', -DAY],
    ['that came after it began', 10 * MINUTE],
  ])('is none %s', async (_what, ago) => {
    expect((await told([{ at: MONDAY_1401 + ago }])).text).not.toContain('Last deploy');
  });

  it('that cannot be read costs no page', async () => {
    const s = await story(shop());
    s.stores.deploys.since = () => Promise.reject(new Error('the disk is gone'));
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(s.sent('page')).toHaveLength(1);
  });
});

describe('a deploy', () => {
  const ports = async (announced: string[] = []) => {
    const s = await story(shop());
    return {
      s,
      step: deploy({
        clock: s.clock,
        ids: s.stores.ids,
        plan: () => s.plan,
        deploys: s.stores.deploys,
        announcer: {
          announce: async (channel, { version }) => {
            announced.push(`${channel} ${version}`);
            if (channel === 'phone') return { is: 'accepted' };
            return channel === 'mail' ? { is: 'permanent', why: 'answered 403' } : undefined;
          },
        },
      }),
    };
  };

  it('is kept, and told to whoever keeps a history of changes; what cannot be told is said', async () => {
    const { s, step } = await ports();
    const answer = await step({ version: '1.8.3', monitors: ['backend'], by: 'ada' });
    expect(answer).toEqual({
      ok: true,
      text: expect.stringMatching(/^1\.8\.3 of backend at 14:01 is kept; .*phone was told.*/),
    });
    expect(answer.text).toContain('mail could not be told: answered 403');
    expect(await s.stores.deploys.since(0)).toMatchObject([{ version: '1.8.3', at: s.clock.now() }]);
  });

  it('of a monitor that is none is refused, and nothing is kept or told', async () => {
    const announced: string[] = [];
    const { s, step } = await ports(announced);
    expect(await step({ version: '1.8.3', monitors: ['nope'], by: 'ada' })).toMatchObject({
      ok: false,
      text: expect.stringMatching(/^there is no monitor 'nope'; there are /),
    });
    expect([await s.stores.deploys.since(0), announced]).toEqual([[], []]);
  });
});
