import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/core/message/message.ts';
import { SEVERITIES, type Severity } from '../../../src/core/severity/severity.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { monitor, policy, shop } from '../../support/plan.ts';
import { story } from '../../support/story.ts';

const LINKED = { console: { host: '127.0.0.1', port: 4780, publicUrl: 'https://tocsin.example.com' } };

/** What is sent of one outage of the given severity: the page, the news of an answer, the end. */
async function sentOf(severity: Severity): Promise<readonly Message[]> {
  const { escalation } = policy();
  const s = await story(
    shop({
      ...LINKED,
      monitors: {
        backend: monitor('backend', {
          severity,
          impact: 'users cannot pay',
          workload: { cluster: 'prod', namespace: 'shop', deployment: 'backend-deployment' },
        }),
        frontend: monitor('frontend', { severity, dependsOn: ['backend'] }),
      },
      rules: [],
      policy: policy({ escalation: { ...escalation, P4: escalation.P3! } }),
    }),
  );
  s.world.breaks('backend', { code: 'status', text: 'answers 500 instead of 200', parts: ['database'] });
  s.world.breaks('frontend', { code: 'status', text: 'answers 502 instead of 200' });
  await s.run(3 * MINUTE);
  const [page] = s.sent('page');
  await s.answer({ action: 'acknowledge', incident: 'shop-1', by: page!.message.person, via: 'link' });
  await s.run(10 * SECOND);
  s.world.mends('backend');
  s.world.mends('frontend');
  await s.run(5 * MINUTE);
  return (['page', 'update', 'resolved'] as const).flatMap((type) => s.sent(type)[0]?.message ?? []);
}

describe('what a message says', () => {
  it.each(SEVERITIES)('of %s: in every form, the page, the news and the end', async (severity) => {
    const sent = await sentOf(severity);
    expect(sent.map(({ type }) => type)).toEqual(['page', 'update', 'resolved']);
    expect(
      sent.map(({ title, text, summary, short, spoken, details }) => ({
        title,
        text,
        summary,
        short,
        spoken,
        details,
      })),
    ).toMatchSnapshot();
  });
});
