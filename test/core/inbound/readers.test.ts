import { describe, expect, it } from '@jest/globals';
import { READERS } from '../../../src/core/inbound/readers.ts';
import type { Reading } from '../../../src/core/inbound/reading.ts';
import type { InboundPlan, InboundSource } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { alertmanager, eventBridge, grafana, notification, prometheusAlert, sns } from '../../support/alerts.ts';
import { MONDAY, shop } from '../../support/plan.ts';

const section: InboundPlan = {
  token: 'token-of-a-tool',
  severity: 'P3',
  severities: { critical: 'P1', warning: 'P3', 'checkout-5xx': 'P2' },
  monitorLabel: 'service',
};
const now = MONDAY + 10 * MINUTE;
const read = (source: InboundSource, payload: unknown, more: Partial<InboundPlan> = {}): Reading =>
  READERS[source](payload, { section: { ...section, ...more }, plan: shop(), now });

describe('Alertmanager', () => {
  it('a firing alert is a report: title, detail, severity, monitor, since, links', () => {
    const { reports, notes, problems } = read('alertmanager', alertmanager(prometheusAlert()));
    expect([notes, problems]).toEqual([[], []]);
    expect(reports).toEqual([
      {
        key: 'alertmanager:c6eadffa33fcdf37',
        title: 'More than 5 % of requests fail',
        detail: '12.4 % of the requests to fastapi-backend answered 5xx in the last 5 minutes.',
        severity: 'P1',
        by: 'Alertmanager',
        source: 'alertmanager',
        alert: 'HighErrorRate',
        monitor: 'backend',
        since: Date.parse('2026-11-02T14:00:30.157Z'),
        url: 'https://prometheus.example.com/graph?g0.expr=errors&g0.tab=1',
        runbook: 'https://wiki.example.com/high-error-rate',
      },
    ]);
  });

  it('a resolved one ends it, at its own time; a clock ahead of ours is now (T3)', () => {
    const ended = (endsAt: string) =>
      read('alertmanager', alertmanager(prometheusAlert({ status: 'resolved', endsAt }))).reports[0]?.ended;
    expect(ended('2026-11-02T14:05:00Z')).toBe(MONDAY + 5 * MINUTE);
    expect(ended('2026-11-02T15:05:00Z')).toBe(now);
    expect(ended('0001-01-01T00:00:00Z')).toBe(now);
  });

  it.each([
    [{ severity: 'P4' }, 'P4'],
    [{ severity: 'p2' }, 'P2'],
    [{ severity: 'CRITICAL' }, 'P1'],
    [{ priority: 'warning' }, 'P3'],
    [{ severity: 'nonsense', priority: 'P1' }, 'P1'],
    [{ severity: 'page' }, 'P4'],
    [{ severity: 'constructor' }, 'P4'],
    [{}, 'P4'],
  ])('labels %j are %s: by the words of the config, else its default', (marks, severity) => {
    const payload = alertmanager(prometheusAlert({ labels: { alertname: 'X', ...marks } }));
    expect(read('alertmanager', payload, { severity: 'P4' }).reports[0]).toMatchObject({ severity });
  });

  it.each([
    [{ service: 'backend' }, 'backend'],
    [{ monitor: 'frontend' }, 'frontend'],
    [{ service: 'search', monitor: 'frontend' }, 'frontend'],
    [{ service: 'search' }, undefined],
    [{ service: '__proto__' }, undefined],
  ])('labels %j name %s', (marks, monitor) => {
    const payload = alertmanager(prometheusAlert({ labels: { alertname: 'X', ...marks } }));
    expect(read('alertmanager', payload).reports[0]?.monitor).toBe(monitor);
  });

  it('a malformed alert hides no other, and is named with its place', () => {
    const { reports, problems } = read(
      'alertmanager',
      alertmanager(
        prometheusAlert({ status: 'unsure' }),
        prometheusAlert(),
        prometheusAlert({ labels: 'none' }),
        prometheusAlert({ startsAt: 'yesterday' }),
        prometheusAlert({ status: 'resolved', endsAt: 7 }),
        null,
      ),
    );
    expect(reports).toHaveLength(1);
    expect(problems).toEqual([
      'alerts[0].status has to be "firing" or "resolved"',
      'alerts[2].labels is missing: {"alertname": "HighErrorRate", …}',
      'alerts[3].startsAt is no time: write 2026-11-02T14:02:10Z',
      'alerts[4].endsAt is no time: write 2026-11-02T14:02:10Z',
      'alerts[5]: an alert has to be an object',
    ]);
  });

  it.each([[null], ['text'], [[]], [{}], [{ alerts: {} }]])('%j is no message of it', (payload) => {
    expect(read('alertmanager', payload)).toMatchObject({
      reports: [],
      problems: [expect.stringContaining("'alerts' is missing")],
    });
  });

  it('what it left out, and what is too much, is said', () => {
    const many = Array.from({ length: 510 }, (_, i) => prometheusAlert({ fingerprint: `f${i}` }));
    const { reports, notes } = read('alertmanager', { ...alertmanager(...many), truncatedAlerts: 5 });
    expect(reports).toHaveLength(500);
    expect(notes).toEqual([expect.stringContaining('15 alerts of this message were left out')]);
  });

  it('without a fingerprint an alert is known by its labels, in whatever order', () => {
    const key = (labels: object) =>
      read('alertmanager', alertmanager(prometheusAlert({ fingerprint: undefined, labels }))).reports[0]?.key;
    expect(key({ alertname: 'X', job: 'a' })).toBe(key({ job: 'a', alertname: 'X' }));
    expect(key({ alertname: 'X', job: 'a' })).not.toBe(key({ alertname: 'X', job: 'b' }));
  });

  it('text from outside is one plain line of bounded length, links are http or https', () => {
    const nasty = `a\u202eb\u0007\n${'c'.repeat(999)}`;
    const payload = alertmanager(
      prometheusAlert({
        labels: { alertname: nasty },
        annotations: { summary: nasty, description: nasty, runbook_url: 'javascript:alert(1)' },
        generatorURL: `https://x.example.com/${'y'.repeat(400)}`,
      }),
    );
    const [found] = read('alertmanager', payload).reports;
    expect(found?.title).toMatch(/^a\\u202eb\\u0007 c+…$/);
    expect([[...found!.title].length, [...found!.detail!].length, [...found!.alert!].length]).toEqual([120, 240, 120]);
    expect([found?.url, found?.runbook]).toEqual([undefined, undefined]);
  });
});

describe('Grafana', () => {
  it('is read like Alertmanager, with its own links', () => {
    expect(read('grafana', grafana({})).reports).toEqual([
      expect.objectContaining({
        key: 'grafana:bc97ff14869b13e3',
        title: 'Memory of the frontend is nearly full',
        severity: 'P2',
        by: 'Grafana',
        alert: 'High memory usage',
        since: Date.parse('2026-11-02T14:00:10.157Z'),
        url: 'https://grafana.example.com/d/shop?viewPanel=4',
      }),
    ]);
  });

  it.each([
    [{ labels: { alertname: 'DatasourceNoData', rulename: 'High memory usage' } }],
    [{ labels: { alertname: 'DatasourceError', rulename: 'High memory usage' } }],
    [{ status: 'resolved', annotations: { grafana_state_reason: 'MissingSeries' } }],
    [{ status: 'resolved', annotations: { grafana_state_reason: 'NoData' } }],
  ])('missing data neither opens nor ends anything (rule 7): %j', (more) => {
    expect(read('grafana', grafana(more))).toMatchObject({ reports: [], notes: [expect.any(String)], problems: [] });
  });

  it('a rule that was deleted ends its alert: nobody else would', () => {
    const more = { status: 'resolved', annotations: { grafana_state_reason: 'RuleDeleted' } };
    expect(read('grafana', grafana(more)).reports).toMatchObject([{ ended: now }]);
  });
});

describe('CloudWatch', () => {
  const report = {
    key: 'cloudwatch:arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx',
    title: 'checkout-5xx',
    detail: 'Checkout answers 5xx too often',
    severity: 'P2',
    by: 'CloudWatch',
    source: 'cloudwatch',
    alert: 'checkout-5xx',
    monitor: 'backend',
  };
  const at = Date.parse('2026-11-02T14:00:40.985Z');

  it('says the same through EventBridge, through SNS, raw, and through both', () => {
    for (const payload of [
      eventBridge('ALARM'),
      sns(notification('ALARM')),
      notification('ALARM'),
      sns(eventBridge('ALARM')),
    ])
      expect(read('cloudwatch', payload)).toEqual({ reports: [{ ...report, since: at }], notes: [], problems: [] });
  });

  it('OK ends it', () => {
    expect(read('cloudwatch', eventBridge('OK')).reports).toEqual([{ ...report, ended: at }]);
    expect(read('cloudwatch', sns(notification('OK'))).reports).toEqual([{ ...report, ended: at }]);
  });

  it('INSUFFICIENT_DATA is neither (rule 7)', () => {
    for (const payload of [eventBridge('INSUFFICIENT_DATA'), sns(notification('INSUFFICIENT_DATA'))])
      expect(read('cloudwatch', payload)).toEqual({
        reports: [],
        notes: ['checkout-5xx: insufficient data is neither a failure nor an end of one: nothing was changed'],
        problems: [],
      });
  });

  it('an event about something else changes nothing', () => {
    const other = eventBridge('ALARM', undefined, { 'detail-type': 'CloudWatch Alarm Configuration Change' });
    expect(read('cloudwatch', other)).toMatchObject({
      reports: [],
      problems: [],
      notes: [expect.stringContaining("'CloudWatch Alarm Configuration Change' is not")],
    });
  });

  it.each([
    [{}, 'this is no CloudWatch alarm'],
    [null, 'this is no CloudWatch alarm'],
    [sns('hello'), "'Message' of the SNS notification is not JSON"],
    [sns('"text"'), 'this is no CloudWatch alarm'],
    [eventBridge('ALARM', 'soon'), "the time of alarm 'checkout-5xx' is no time"],
    [notification('BAD' as 'OK'), "the state of alarm 'checkout-5xx' has to be ALARM, OK or INSUFFICIENT_DATA"],
  ])('%#: says what is wrong', (payload, sentence) => {
    expect(read('cloudwatch', payload)).toMatchObject({ reports: [], problems: [expect.stringContaining(sentence)] });
  });

  it('a subscription is confirmed by a person: the address is shown, and only if it is of Amazon', () => {
    const SubscribeURL = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=t&Token=2336';
    const confirm = (more: object) =>
      read('cloudwatch', sns('You have chosen …', { Type: 'SubscriptionConfirmation', ...more }));
    expect(confirm({ SubscribeURL })).toMatchObject({
      reports: [],
      problems: [],
      notice: `Amazon SNS asks whether arn:aws:sns:eu-west-1:123456789012:tocsin may send alarms here. If it may, open this address yourself, Tocsin does not: ${SubscribeURL}`,
    });
    for (const url of ['https://sns.eu-west-1.amazonaws.com.evil.example/', 'http://sns.eu-west-1.amazonaws.com/', 7])
      expect(confirm({ SubscribeURL: url })).toMatchObject({ problems: [expect.stringContaining("'SubscribeURL'")] });
  });
});

describe('anything else that sends JSON', () => {
  it('is read as it is documented', () => {
    const payload = {
      title: 'disk almost full.',
      severity: 'critical',
      key: 'disk-db-1',
      monitor: 'backend',
      text: '91 % used',
      url: 'https://grafana.example.com/d/disk',
    };
    expect(read('generic', payload).reports).toEqual([
      {
        key: 'generic:disk-db-1',
        title: 'disk almost full',
        severity: 'P1',
        by: 'an alert',
        source: 'generic',
        alert: 'disk-db-1',
        monitor: 'backend',
        detail: '91 % used',
        url: 'https://grafana.example.com/d/disk',
      },
    ]);
  });

  it('needs no more than a title, and ends by its key or by its title', () => {
    const [one, two] = read('generic', [{ title: 'disk full' }, { title: 'disk full', status: 'resolved' }]).reports;
    expect([one?.key, one?.severity, two?.key, two?.ended]).toEqual([
      'generic:disk full',
      'P3',
      'generic:disk full',
      now,
    ]);
    expect(read('generic', { key: 'disk-1', status: 'resolved' }).reports).toMatchObject([
      { key: 'generic:disk-1', ended: now },
    ]);
  });

  it.each([
    ['text', 'the body has to be an object'],
    [{}, "'title' is missing"],
    [{ key: 'x' }, "'title' is missing"],
    [{ title: 'x', status: 'maybe' }, `'status' has to be "firing" or "resolved"`],
    [[{ title: 'x', status: 7 }], '[0].status has to be'],
    [[7], '[0] has to be an object'],
  ])('%j: %s', (payload, sentence) => {
    expect(read('generic', payload)).toMatchObject({ reports: [], problems: [expect.stringContaining(sentence)] });
  });
});
