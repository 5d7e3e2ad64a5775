import { expect, it } from '@jest/globals';
import { dns } from '../../src/probes/dns.ts';
import { dnsPeer } from '../support/peers/dns.ts';
import { run } from '../support/probe-run.ts';

const timed = async (timeout: number) => {
  const peer = await dnsPeer(() => 'silent');
  const started = performance.now();
  const finding = await run(dns, { name: 'shop.test', server: peer.server }, { timeout });
  await peer.close();
  return { finding, took: performance.now() - started, questions: peer.questions() };
};

it('a silent server costs three seconds at most, a question each (W3)', async () => {
  const { finding, took, questions } = await timed(10_000);
  expect(finding).toMatchObject({ verdict: 'down', code: 'dns_timeout' });
  expect(took).toBeGreaterThan(2_900);
  expect(took).toBeLessThan(3_150);
  expect(questions).toBe(3);
});

it('and never more than the deadline (W1)', async () => {
  const { finding, took } = await timed(300);
  expect(finding).toMatchObject({ verdict: 'down', code: 'dns_timeout' });
  expect(took).toBeLessThan(400);
});

it('a dead first name server costs one second, not the check (W3)', async () => {
  const [dead, alive] = [await dnsPeer(() => 'silent'), await dnsPeer(() => ({ A: ['203.0.113.9'] }))];
  const started = performance.now();
  const finding = await run(dns, { name: 'shop.test' }, { nameServers: [dead.server, alive.server] });
  const took = performance.now() - started;
  await Promise.all([dead.close(), alive.close()]);
  expect(finding).toMatchObject({ verdict: 'up', observed: { records: '203.0.113.9' } });
  expect(took).toBeLessThan(1_200);
});
