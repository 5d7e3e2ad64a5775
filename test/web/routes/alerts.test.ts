import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../../src/core/plan.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { webApp } from '../../../src/web/app.ts';
import type { WebPorts } from '../../../src/web/ports.ts';
import { alertmanager, eventBridge, grafana, notification, prometheusAlert, sns } from '../../support/alerts.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { HOST, portsOf } from '../support/ports.ts';

const TOKEN = 'tok-tok-tok';
const section = { token: TOKEN, severity: 'P3', severities: {}, monitorLabel: 'service' } as const;
const inbound: Plan['inbound'] = {
  alertmanager: section,
  grafana: section,
  cloudwatch: section,
  generic: { ...section, token: 'another-token' },
};

function scene(more: Partial<WebPorts> = {}, plan: Partial<Plan> = { inbound }) {
  const simulation = new Simulation({ plan: shop(plan), start: MONDAY });
  const notices: string[] = [];
  const errors: string[] = [];
  const app = webApp(
    portsOf(simulation, {
      login: { user: 'a', password: 'b' },
      onNotice: (text) => notices.push(text),
      onError: (where) => errors.push(where),
      ...more,
    }),
  );
  const send = async (path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers: { host: HOST, 'content-type': 'application/json', ...headers } };
    const answer = await app.request(`http://${HOST}${path}`, method === 'GET' ? init : { ...init, body: text });
    const said = (await answer.json()) as { text?: string; error?: string; taken?: unknown; notes?: unknown };
    return { status: answer.status, headers: answer.headers, ...said };
  };
  const ids = async () => (await simulation.stores.incidents.heads()).map(({ id }) => id);
  return { simulation, send, ids, notices, errors };
}

describe('alerts of other tools', () => {
  it.each([
    ['alertmanager', alertmanager(prometheusAlert()), 'shop-1'],
    ['grafana', grafana({}), 'alert-high-memory-usage-1'],
    ['cloudwatch', eventBridge('ALARM'), 'shop-1'],
  ])('%s: are taken with the token alone, and stored before the answer', async (source, payload, incident) => {
    const { send, ids } = scene();
    expect(await send(`/alerts/${source}/${TOKEN}`, payload)).toMatchObject({
      status: 200,
      ok: true,
      text: '1 alert taken',
      taken: [{ state: 'firing', incident }],
      notes: [],
    });
    expect(await ids()).toEqual([incident]);
  });

  it('anything else that sends JSON has an address of its own', async () => {
    const { send, ids } = scene();
    expect(await send('/alerts/another-token', { title: 'disk full' })).toMatchObject({ status: 200 });
    expect(await ids()).toEqual(['alert-disk-full-1']);
  });

  it('Amazon SNS sends text/plain, and shows a person how to subscribe it: nothing is fetched', async () => {
    const { send, ids, notices } = scene();
    const plain = { 'content-type': 'text/plain; charset=UTF-8' };
    const SubscribeURL = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336';
    const asked = await send(
      `/alerts/cloudwatch/${TOKEN}`,
      sns('…', { Type: 'SubscriptionConfirmation', SubscribeURL }),
      plain,
    );
    expect(asked).toMatchObject({
      status: 200,
      text: expect.stringContaining(`open this address yourself, Tocsin does not: ${SubscribeURL}`),
    });
    expect(notices).toEqual([asked.text]);
    expect(await ids()).toEqual([]);
    expect(await send(`/alerts/cloudwatch/${TOKEN}`, sns(notification('ALARM')), plain)).toMatchObject({ status: 200 });
    expect(await ids()).toEqual(['shop-1']);
  });

  it('400 with the place where one of a batch is malformed; the others are taken', async () => {
    const { send, ids } = scene();
    const payload = alertmanager(prometheusAlert({ status: 'unsure' }), prometheusAlert());
    expect(await send(`/alerts/alertmanager/${TOKEN}`, payload)).toMatchObject({
      status: 400,
      error: 'alerts[0].status has to be "firing" or "resolved"',
      taken: [{ incident: 'shop-1' }],
    });
    expect(await ids()).toEqual(['shop-1']);
  });

  it('400 for what is no JSON, 413 for what is too large', async () => {
    const { send } = scene();
    expect(await send(`/alerts/alertmanager/${TOKEN}`, 'nonsense')).toMatchObject({
      status: 400,
      error: expect.stringContaining('the body is not JSON'),
    });
    const large = { ...alertmanager(), more: 'x'.repeat(513 * 1024) };
    expect(await send(`/alerts/alertmanager/${TOKEN}`, large)).toMatchObject({
      status: 413,
      error: expect.stringContaining('512 KiB'),
    });
  });

  it.each([
    ['/alerts/alertmanager/wrong-token'],
    [`/alerts/alertmanager/${TOKEN}x`],
    [`/alerts/nagios/${TOKEN}`],
    [`/alerts/__proto__/${TOKEN}`],
    ['/alerts/alertmanager/another-token'],
    [`/alerts/${TOKEN}`],
    ['/alerts/alertmanager/%00'],
  ])('%s is refused, without saying why', async (path) => {
    const { send, ids } = scene();
    expect(await send(path, alertmanager(prometheusAlert()))).toMatchObject({
      status: 404,
      error: 'no tool reports with this address and token: see `inbound` in the config',
    });
    expect(await ids()).toEqual([]);
  });

  it('a source that is not configured is refused like a wrong token', async () => {
    const { send } = scene({}, { inbound: {} });
    expect(await send('/alerts/alertmanager/undefined', alertmanager(prometheusAlert()))).toMatchObject({
      status: 404,
    });
  });

  it('503 where it could not be stored; sent again, it is taken; the log is told without the token', async () => {
    const { simulation, send, ids, errors } = scene();
    simulation.faults.use(({ port, method }) =>
      port === 'incidents' && method === 'write' ? 'error before' : undefined,
    );
    const failed = await send(`/alerts/alertmanager/${TOKEN}`, alertmanager(prometheusAlert()));
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '10']);
    expect(errors).toEqual(['POST /alerts/alertmanager']);
    expect(await ids()).toEqual([]);
    simulation.faults.use(() => undefined);
    expect(await send(`/alerts/alertmanager/${TOKEN}`, alertmanager(prometheusAlert()))).toMatchObject({ status: 200 });
    expect(await ids()).toEqual(['shop-1']);
  });

  it('one incident that cannot be written holds up no other', async () => {
    const { simulation, send, ids } = scene();
    let writes = 0;
    simulation.faults.use(({ port, method }) =>
      port === 'incidents' && method === 'write' && ++writes === 1 ? 'error before' : undefined,
    );
    const other = prometheusAlert({ fingerprint: 'f2', labels: { alertname: 'Other' } });
    const payload = alertmanager(prometheusAlert(), other);
    expect(await send(`/alerts/alertmanager/${TOKEN}`, payload)).toMatchObject({ status: 503 });
    expect(await ids()).toEqual(['alert-other-1']);
    expect(await send(`/alerts/alertmanager/${TOKEN}`, payload)).toMatchObject({ status: 200 });
    expect(await ids()).toEqual(['alert-other-1', 'shop-1']);
  });

  it('GET changes nothing and says how (A6)', async () => {
    const { send, ids } = scene();
    const answer = await send(`/alerts/alertmanager/${TOKEN}`, '', {}, 'GET');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await ids()).toEqual([]);
  });
});
