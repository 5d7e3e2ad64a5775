import type { Plan, RemedyPlan } from '../../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import type { Demo } from '../../../src/web/ports.ts';
import { MONDAY, monitor, shop } from '../../support/plan.ts';

const rollBack: RemedyPlan = {
  name: 'roll-back-backend',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status', 'deadline'],
  approvers: ['on-call-devops', 'lead-developer'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};

const swift = (plan: Plan): Plan => ({
  ...plan,
  monitors: Object.fromEntries(
    Object.values(plan.monitors).map((m) => [
      m.name,
      { ...m, interval: 10 * SECOND, runbook: `https://wiki.example.com/${m.name}` },
    ]),
  ),
});

const many = (): Plan => {
  const names = [
    'ingress',
    'backend',
    'frontend',
    'search',
    'checkout',
    'payments',
    'images',
    'accounts',
    'mail-relay',
  ];
  const all = names.flatMap((name) => ['eu', 'us', 'ap'].map((place) => `${name}-${place}`));
  const plan = swift(
    shop({
      remedies: { [rollBack.name]: rollBack },
      monitors: Object.fromEntries(all.map((name) => [name, monitor(name, { group: name })])),
    }),
  );
  return { ...plan, locations: ['eu-west-1', 'us-east-1', 'ap-southeast-2'] };
};

async function start(plan: Plan = swift(shop({ remedies: { [rollBack.name]: rollBack } }))): Promise<Simulation> {
  const simulation = new Simulation({ plan, start: MONDAY });
  simulation.world.remedy(rollBack.name, {
    plan: () => ({
      is: 'planned',
      intent: {
        summary: 'roll backend back from 1.8.3 to 1.8.2',
        target: 'backend (shop deploy endpoint)',
        facts: { from: '1.8.3', to: '1.8.2', 'deployed before the failure': '4 min' },
        hash: 'sha256-5f2c',
      },
    }),
    apply: () => {
      simulation.world.mends();
      return { is: 'applied' };
    },
    verify: () => ({ is: 'healthy' }),
  });
  await simulation.run(3 * MINUTE);
  return simulation;
}

const database = (s: Simulation) => {
  s.world.breaks('backend', { parts: ['database'] });
  s.world.breaks('frontend', { code: 'body', text: 'shows "Error fetching from backend"' });
};

const answer = (s: Simulation, action: 'acknowledge' | 'escalate', by: string) =>
  s.answer({ action, incident: 'shop-1', by, via: 'console' });

/** States of the console, reached by the real engine. */
export const SCENES: Readonly<Record<string, () => Promise<Simulation>>> = {
  well: () => start(),
  p1: async () => {
    const s = await start();
    database(s);
    await s.run(2 * MINUTE + 8 * SECOND);
    return s;
  },
  suspected: async () => {
    const s = await start();
    s.world.breaks('backend');
    await s.run(4 * SECOND);
    return s;
  },
  acknowledged: async () => {
    const s = await start();
    s.world.channel('phone', () => ({ is: 'permanent', why: 'the number is not in service' }));
    database(s);
    await s.run(2 * MINUTE);
    await s.stores.mutes.add({
      id: 'm1',
      monitors: ['ingress'],
      from: s.clock.now() - MINUTE,
      until: s.clock.now() + 44 * MINUTE,
      why: 'certificate is being renewed',
      by: 'lead-developer',
    });
    await answer(s, 'acknowledge', 'devops-1');
    await s.run(20 * SECOND);
    return s;
  },
  approval: async () => {
    const s = await start();
    s.world.breaks('backend');
    await s.run(90 * SECOND);
    return s;
  },
  past: async () => {
    const s = await start();
    for (const breaking of [
      database,
      (x: Simulation) => x.world.breaks('ingress', { code: 'tcp_refused', text: 'refuses the connection' }),
    ]) {
      breaking(s);
      await s.run(4 * MINUTE);
      s.world.mends();
      await s.run(20 * MINUTE);
    }
    return s;
  },
  /** What a person and an alert say, beside a failure of our own. */
  reported: async () => {
    const s = await start();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer({ action: 'open', title: 'checkout is broken', severity: 'P1', by: 'ada', via: 'console' });
    await s.report({
      key: 'alertmanager:c6eadffa33fcdf37',
      title: 'More than 5 % of requests fail',
      detail: '12.4 % of the requests answered 5xx',
      severity: 'P3',
      by: 'Alertmanager',
      source: 'alertmanager',
      alert: 'HighErrorRate',
      monitor: 'backend',
      url: 'https://prometheus.example.com/graph',
    });
    await s.run(20 * SECOND);
    return s;
  },
  /** Words from outside that would be markup anywhere else. */
  nasty: async () => {
    const nasty =
      '<img src=x onerror="window.pwned=1">"\'`</script><script>window.pwned=1</script>${7*7} & <b>bold</b>';
    const s = await start(swift(shop({ name: `shop ${nasty}` })));
    s.world.breaks('backend', { text: nasty, parts: [nasty] });
    s.world.channel('chat', () => ({ is: 'permanent', why: nasty }));
    await s.run(90 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: nasty, via: 'console' });
    return s;
  },
  many: async () => {
    const s = await start(many());
    for (const name of ['search-us', 'payments-eu'])
      s.world.breaks(name, { code: 'deadline', text: 'gives no answer in 10 s' });
    s.world.breaks('images-ap', {
      verdict: 'degraded',
      code: 'slow',
      text: 'is slow: 1.9 s instead of at most 800 ms',
      from: ['ap-southeast-2', 'us-east-1'],
    });
    await s.run(3 * MINUTE);
    return s;
  },
};

/** The demo's buttons over a simulated world. */
export function demoOf({ world }: Simulation): Demo {
  const broken = new Set<string>();
  const faults = [
    { name: 'backend-500', label: 'Backend answers 500', text: 'the backend answers 500', on: 'backend' },
    { name: 'blank-page', label: 'Blank page', text: 'the frontend shows a blank page', on: 'frontend' },
    { name: 'database', label: 'Database down', text: 'the backend says that its database is down', on: 'backend' },
    { name: 'refused', label: 'Nothing listens', text: 'the ingress refuses connections', on: 'ingress' },
    { name: 'slow', label: 'Slow answers', text: 'the backend takes two seconds', on: 'backend' },
  ];
  return {
    faults: faults.map(({ name, label, text }) => ({ name, label, text })),
    break: async (what) => {
      broken.add(what);
      const fault = faults.find(({ name }) => name === what)!;
      world.breaks(fault.on, what === 'slow' ? { verdict: 'degraded', code: 'slow', text: 'is slow' } : {});
    },
    repair: async () => {
      broken.clear();
      world.mends();
    },
    broken: () => [...broken],
  };
}
