import { describe, expect, it } from '@jest/globals';
import { planOf, problemsOf } from '../support/config.ts';

const shop = (settings: string, more = '') =>
  `${more}monitors:\n  shop: { url: "https://shop.example.com/", ${settings} }\n`;
const CLUSTERS = 'clusters: { prod: { in-cluster: true } }\n';

describe('what a monitor can ask for', () => {
  it('is 5 bad checks of 15 where it says nothing, and what it says (I6)', () => {
    expect(planOf(shop('recover: 2')).monitors.shop).toMatchObject({ flaky: { bad: 5, of: 15 } });
    expect(planOf(shop('flaky: 3 of 10')).monitors.shop?.flaky).toEqual({ bad: 3, of: 10 });
    expect(planOf(shop('recover: 2', 'defaults: { flaky: 2 of 2 }\n')).monitors.shop?.flaky).toEqual({ bad: 2, of: 2 });
  });

  it('is a promise of availability, for one or for all (I6)', () => {
    expect(planOf(shop('recover: 2')).monitors.shop).not.toHaveProperty('slo');
    expect(planOf(shop('slo: 99.9')).monitors.shop?.slo).toBe(99.9);
    expect(planOf(shop('slo: 50', 'defaults: { slo: 99 }\n')).monitors.shop?.slo).toBe(50);
    expect(planOf(shop('recover: 2', 'defaults: { slo: 99 }\n')).monitors.shop?.slo).toBe(99);
  });

  it.each([
    ['baseline: 3x', { times: 3, days: 7 }],
    ['baseline: 2.5x', { times: 2.5, days: 7 }],
    ['baseline: { times: 4 }', { times: 4, days: 7 }],
    ['baseline: { times: 1.5, days: 28 }', { times: 1.5, days: 28 }],
  ])('is %s of past days', (settings, expected) => {
    expect(planOf(shop(settings)).monitors.shop?.baseline).toEqual(expected);
  });

  it('is what runs it, and no longer lost', () => {
    const workload = '{ cluster: prod, namespace: shop, deployment: shop-deployment }';
    expect(planOf(shop(`workload: ${workload}`, CLUSTERS)).monitors.shop?.workload).toEqual({
      cluster: 'prod',
      namespace: 'shop',
      deployment: 'shop-deployment',
    });
    expect(planOf(shop('workload: { cluster: prod, statefulset: db }', CLUSTERS)).monitors.shop?.workload).toEqual({
      cluster: 'prod',
      namespace: 'default',
      statefulset: 'db',
    });
    expect(planOf(shop('workload: { compose: shop, service: backend }')).monitors.shop?.workload).toEqual({
      compose: 'shop',
      service: 'backend',
      socket: '/var/run/docker.sock',
    });
  });

  it.each([
    ['flaky: 5/15', 'tocsin.yaml:2:52  monitors.shop.flaky: write for example 5 of 15'],
    ['flaky: 5', 'write for example 5 of 15'],
    ['flaky: 16 of 15', 'is impossible: the first number is from 1 up to the second'],
    ['flaky: 0 of 15', 'is impossible: the first number is from 1 up to the second'],
    ['flaky: 5 of 16', 'is impossible: the last 2 to 15 checks are kept'],
    ['flaky: 1 of 1', 'is impossible: the last 2 to 15 checks are kept'],
    ['slo: 100', 'is impossible: 100 % leaves nothing to burn; write for example 99.9'],
    ['slo: 0.999', 'is impossible: a percentage from 50 up to, but not including, 100'],
    ['slo: "99.9%"', "monitors.shop.slo: '99.9%' is text. Write a number."],
    ['baseline: 3', "monitors.shop.baseline: '3' is not allowed here. Write for example 3x"],
    ['baseline: thrice', 'write for example 3x: that many times what it took at this hour on past days'],
    ['baseline: 1x', 'is impossible: more than once as long, as in 3x'],
    ['baseline: { times: 1 }', 'is impossible: more than once as long, as in times: 3'],
    ['baseline: { times: 3, days: 1 }', 'is impossible: 2 to 28 days'],
    ['baseline: { times: 3, days: 29 }', 'monitors.shop.baseline.days: is impossible: 2 to 28 days'],
    ['baseline: { days: 3 }', "monitors.shop.baseline.times: 'times' is missing. Write a number."],
    ['baseline: { times: 3, dais: 3 }', "monitors.shop.baseline.dais: unknown key 'dais'. Did you mean 'days'?"],
  ])('is not %s', (settings, expected) => {
    expect(problemsOf(shop(settings))).toContain(expected);
  });

  it.each([
    [
      '{ cluster: prd, deployment: a }',
      "tocsin.yaml:3:66  monitors.shop.workload.cluster: there is no cluster 'prd'. Did you mean 'prod'?",
    ],
    ['{ cluster: prod }', "one of these is missing: 'deployment', or 'statefulset', or 'daemonset'"],
    ['{ cluster: prod, deployment: a, daemonset: b }', "'daemonset' and 'deployment' do not go together"],
    ['{ cluster: prod, deploymnt: a }', "unknown key 'deploymnt'. Did you mean 'deployment'?"],
    ['{ deployment: a }', "monitors.shop.workload.cluster: 'cluster' is missing"],
    ['{ compose: shop }', "'compose' needs 'service' beside it"],
    ['{ service: backend }', "'service' needs 'compose' beside it"],
    ['{ compose: shop, service: a, deployment: a }', "'compose' and 'deployment' do not go together"],
    ['{ compose: shop, service: a, cluster: prod }', "'cluster' and 'compose' do not go together"],
    ['{ compose: shop, service: a, namespace: b }', "'namespace' and 'compose' do not go together"],
    ['{ cluster: prod, deployment: a, socket: /run/docker.sock }', "'socket' and 'deployment' do not go together"],
    ['{ compose: Shop, service: a }', 'is not a project: write its name as `docker compose ls` shows it'],
    ['{ compose: shop, service: --a }', 'is not a service: write its name in the project'],
    ['{ compose: shop, service: a, socket: docker.sock }', 'is no path of a socket'],
  ])('is not the workload %s', (workload, expected) => {
    expect(problemsOf(shop(`workload: ${workload}`, CLUSTERS))).toContain(expected);
  });
});

describe('clusters', () => {
  it.each([
    ['{ eks: { name: shop-prod, region: eu-west-1 } }', { eks: { name: 'shop-prod', region: 'eu-west-1' } }],
    ['{ kubeconfig: "${secret:kubeconfig}" }', { kubeconfig: '${secret:kubeconfig}' }],
    ['{ in-cluster: true }', { 'in-cluster': true }],
  ])('%s is a way in', (cluster, expected) => {
    expect(planOf(shop('recover: 2', `clusters: { prod: ${cluster} }\n`)).clusters).toEqual({ prod: expected });
  });

  it.each([
    ['{}', "clusters.prod: one of these is missing: 'eks', or 'kubeconfig', or 'proxy', or 'in-cluster'"],
    ['{ in-cluster: true, eks: { name: a, region: b } }', "'in-cluster' and 'eks' do not go together"],
    ['{ kubeconfig: "apiVersion: v1" }', 'holds credentials: refer to it, as in "${secret:kubeconfig}"'],
    ['{ eks: { name: shop-prod } }', "clusters.prod.eks.region: 'region' is missing"],
    ['{ in-cluster: false }', 'clusters.prod.in-cluster:'],
  ])('%s is not', (cluster, expected) => {
    expect(problemsOf(shop('recover: 2', `clusters: { prod: ${cluster} }\n`))).toContain(expected);
  });
});
