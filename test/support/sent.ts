import type { Message } from '../../src/core/message/message.ts';
import type { RemedyPlan } from '../../src/core/plan.ts';
import type { Severity } from '../../src/core/severity/severity.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { monitor, policy, shop } from './plan.ts';
import { story } from './story.ts';

const LINKED = { console: { host: '127.0.0.1', port: 4780, publicUrl: 'https://tocsin.example.com' } };

const rollBack: RemedyPlan = {
  name: 'roll-back-backend',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: ['on-call-devops', 'devops-team'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};

/**
 * What is sent of one outage of the given severity, in order and each once, whoever it goes to: the page, the question
 * whether to roll back, the news of an answer, the end.
 */
export async function sentOf(severity: Severity, { remedy = false } = {}): Promise<readonly Message[]> {
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
      ...(remedy && { remedies: { [rollBack.name]: rollBack } }),
    }),
  );
  s.world.remedy(rollBack.name, {
    plan: () => ({
      is: 'planned',
      intent: { summary: 'roll backend back from 1.8.3 to 1.8.2', target: 'backend', facts: {}, hash: 'h1' },
    }),
    apply: () => ({ is: 'applied' }),
    verify: () => ({ is: 'healthy' }),
  });
  s.world.breaks('backend', { code: 'status', text: 'answers 500 instead of 200', parts: remedy ? [] : ['database'] });
  s.world.breaks('frontend', { code: 'status', text: 'answers 502 instead of 200' });
  await s.run(3 * MINUTE);
  const [page] = s.sent('page');
  const asked = s.sent('update').find(({ message }) => message.offers.some(({ action }) => action === 'approve'));
  await s.answer({ action: 'acknowledge', incident: 'shop-1', by: page!.message.person, via: 'link' });
  await s.run(10 * SECOND);
  s.world.mends('backend');
  s.world.mends('frontend');
  await s.run(5 * MINUTE);
  const news = s.sent('update').find(({ message }) => message.text.includes('acknowledged'));
  return [page, asked, news, s.sent('resolved')[0]].flatMap((sent) => sent?.message ?? []);
}
