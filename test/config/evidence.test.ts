import { describe, expect, it } from '@jest/globals';
import { secretsOf } from '../../src/config/secrets.ts';
import { planOf, problemsOf, TWO } from '../support/config.ts';

const METRICS = 'kind: prometheus, url: "https://p.example.com", auth: { bearer: "${secret:prometheus}" }';

describe('evidence in the config', () => {
  it('is compiled with its settings, and its secrets are known', () => {
    const plan = planOf(`${TWO}evidence: { metrics: { ${METRICS}, queries: { up: up }, monitors: [api] } }\n`);
    expect(plan.evidence).toMatchObject({
      metrics: { name: 'metrics', kind: 'prometheus', monitors: ['api'], settings: { queries: { up: 'up' } } },
    });
    expect(plan.evidence!.metrics!.settings).not.toHaveProperty('monitors');
    expect(secretsOf(plan).get('prometheus')).toEqual(['evidence metrics']);
    expect(planOf(TWO).evidence).toBeUndefined();
  });

  it('names monitors and kinds that there are', () => {
    expect(problemsOf(`${TWO}evidence: { looks: { kind: checks, monitors: [shp] } }\n`)).toContain(
      "evidence.looks.monitors.0: there is no monitor 'shp'. Did you mean 'shop'?",
    );
    expect(problemsOf(`${TWO}evidence: { looks: { kind: chekcs } }\n`)).toContain('evidence.looks.kind');
    expect(problemsOf(`${TWO}evidence: { looks: { kind: checks, monitors: [] } }\n`)).toContain('names nobody');
  });

  it('has queries that are whole, and few looks', () => {
    expect(problemsOf(`${TWO}evidence: { metrics: { ${METRICS}, queries: { a: "sum(up" } } }\n`)).toContain(
      'evidence.metrics.queries.a: is not whole: a bracket or a quote has no partner',
    );
    expect(problemsOf(`${TWO}evidence: { looks: { kind: checks, looks: 50 } }\n`)).toContain('write 2 to 10');
  });

  it('takes bursts of what is light and changes nothing', () => {
    const { monitors } = planOf(`timezone: UTC
monitors:
  get: { url: "https://shop.example.com/" }
  post: { url: "https://shop.example.com/", method: POST }
  port: { kind: tcp, host: shop.example.com, port: 443 }
  page: { kind: page, url: "https://shop.example.com/" }
  browser: { kind: browser, url: "https://shop.example.com/" }
`);
    expect(Object.values(monitors).flatMap(({ name, light }) => (light ? [name] : []))).toEqual(['get', 'port']);
  });
});
