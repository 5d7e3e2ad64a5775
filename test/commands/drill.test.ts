import { afterEach, describe, expect, it } from '@jest/globals';
import { SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { Served } from '../support/served.ts';
import { story } from '../support/story.ts';

const served = new Served();
afterEach(() => served.close());

async function serving(s: Simulation, happens?: (s: Simulation) => Promise<unknown>, passes = 20 * SECOND) {
  const tocsin = await served.open(s, passes, happens);
  return (...line: readonly string[]) => tocsin('drill', '--by', 'ada', ...line);
}

const answers = (by: string) => (s: Simulation) =>
  s.answer({ action: 'acknowledge', incident: 'drill-devops-1-1', by, via: 'link' }).catch(() => undefined);

describe('tocsin drill', () => {
  it('pages whoever a P1 pages first, and says how long the answer took', async () => {
    const drill = await serving(await story(), answers('devops-1'));
    const { exit, out } = await drill();
    expect(out).toMatch(
      /^drilling devops-1 as a P1 on phone, sms and mail \(drill-devops-1-1\)\naccepted by phone after \d\.\d s, waiting for an answer …\nanswered by devops-1 after \d+\.\d s\n$/,
    );
    expect(exit).toBe(0);
  });

  it('exits 1 where nobody answers, or somebody else does', async () => {
    const nobody = await serving(await story(), undefined, 300 * SECOND);
    expect(await nobody('--person', 'lead-developer')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('nobody answered within 10 min'),
    });
    await served.close();
    const other = await serving(await story(), answers('devops-2'));
    expect(await other('--person', 'devops-1')).toMatchObject({
      exit: 1,
      out: expect.stringMatching(/answered by devops-2 after .*: that proves nothing of devops-1/),
    });
  });

  it('--due lists who has not answered one for 30 days', async () => {
    const s = await story();
    await s.drill({ who: 'devops-1', severity: 'P1', by: 'ada' });
    await s.run(12 * SECOND);
    await answers('devops-1')(s);
    await s.drill({ who: 'devops-2', severity: 'P1', by: 'ada' });
    await s.run(11 * 60 * SECOND);
    const drill = await serving(s);
    const { exit, out } = await drill('--due');
    expect(exit).toBe(1);
    expect(out).toMatch(
      /^Due for a drill:\n {2}devops-2\s+never answered one {2}1 missed since\n {2}lead-developer\s+never/,
    );
    expect(out).not.toContain('devops-1');
  });

  it('says why there is none', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(180 * SECOND);
    const drill = await serving(s);
    expect(await drill()).toMatchObject({
      exit: 1,
      err: 'incident shop-1 is open: no drill while people are needed\n',
    });
    expect(await drill('--person', 'adda')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("nobody called 'adda'"),
    });
  });
});
