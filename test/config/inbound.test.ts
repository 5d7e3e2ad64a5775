import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { secretsOf } from '../../src/config/secrets.ts';

const MONITORS = 'monitors:\n  shop: { url: "https://shop.example.com/" }\n';

function load(more: string, monitors = MONITORS) {
  const loaded = config.text('tocsin.yaml', monitors + more);
  return loaded.ok
    ? loaded
    : { ok: false as const, said: loaded.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`) };
}

describe('inbound: tools that may open incidents (I7)', () => {
  it('is compiled with its defaults; words are compared in small letters; secrets stay references', () => {
    const loaded = load(`inbound:
  alertmanager: { token: "\${secret:alertmanager}", severity: P2, severities: { Critical: P1 }, monitor-label: service }
  generic: { token: "\${secret:scripts}" }
`);
    if (!loaded.ok) throw new Error(loaded.said.join('\n'));
    expect(loaded.plan.inbound).toEqual({
      alertmanager: {
        token: '${secret:alertmanager}',
        severity: 'P2',
        severities: { critical: 'P1' },
        monitorLabel: 'service',
      },
      generic: { token: '${secret:scripts}', severity: 'P3', severities: {}, monitorLabel: 'monitor' },
    });
    expect([...secretsOf(loaded.plan)]).toEqual([
      ['alertmanager', ['inbound alertmanager']],
      ['scripts', ['inbound generic']],
    ]);
  });

  it('is empty where nothing is said', () => {
    const loaded = load('');
    expect(loaded.ok && loaded.plan.inbound).toEqual({});
  });

  it.each([
    ['inbound: { nagios: { token: "12345678" } }', "3 inbound.nagios: unknown key 'nagios'"],
    ['inbound: { grafana: {} }', "'token' is missing"],
    [
      'inbound: { grafana: { token: short } }',
      '3 inbound.grafana.token: a token has at least 8 characters: whoever knows it can open incidents',
    ],
    [
      'inbound: { grafana: { token: "12345678", severities: { page: P9 } } }',
      "3 inbound.grafana.severities.page: 'P9' is not allowed here",
    ],
  ])('%s is an error', (text, sentence) => {
    const loaded = load(text);
    expect(loaded.ok ? [] : loaded.said).toEqual([expect.stringContaining(sentence)]);
  });
});

describe('names of groups that hold what was reported (I7)', () => {
  const wrong =
    "'reported' and names that begin with 'alert-' or 'drill-' belong to incidents that people, alerts and drills open";

  it.each([
    ['monitors:\n  reported: { url: "https://shop.example.com/" }\n', `2 monitors.reported: ${wrong}`],
    ['monitors:\n  alert-disk: { url: "https://shop.example.com/" }\n', `2 monitors.alert-disk: ${wrong}`],
    [`${MONITORS}name: reported\n`, `3 name: ${wrong}`],
  ])('are no names of monitors or systems: %j', (text, problem) => {
    expect(load('', text)).toEqual({ ok: false, said: [problem] });
  });

  it('a monitor of Alertmanager itself may be called so', () => {
    expect(load('', 'monitors:\n  alertmanager: { url: "https://alertmanager.example.com/" }\n').ok).toBe(true);
  });
});
