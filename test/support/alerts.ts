/** Messages as the tools send them, after their documentation; `more` changes what a test is about. */
type More = Readonly<Record<string, unknown>>;

const NEVER = '0001-01-01T00:00:00Z';

/** One alert of Prometheus: the backend's error rate. */
export const prometheusAlert = (more: More = {}) => ({
  status: 'firing',
  labels: { alertname: 'HighErrorRate', severity: 'critical', job: 'fastapi-backend', service: 'backend' },
  annotations: {
    summary: 'More than 5 % of requests fail.',
    description: '12.4 % of the requests to fastapi-backend answered 5xx in the last 5 minutes.',
    runbook_url: 'https://wiki.example.com/high-error-rate',
  },
  startsAt: '2026-11-02T14:00:30.157Z',
  endsAt: NEVER,
  generatorURL: 'https://prometheus.example.com/graph?g0.expr=errors&g0.tab=1',
  fingerprint: 'c6eadffa33fcdf37',
  ...more,
});

/** A notification of Alertmanager, version 4. */
export const alertmanager = (...alerts: readonly unknown[]) => ({
  version: '4',
  groupKey: '{}:{alertname="HighErrorRate"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'tocsin',
  groupLabels: { alertname: 'HighErrorRate' },
  commonLabels: { alertname: 'HighErrorRate' },
  commonAnnotations: {},
  externalURL: 'https://alertmanager.example.com',
  alerts,
});

/** A notification of a Grafana contact point of the kind webhook. */
export const grafana = (...alerts: readonly More[]) => ({
  receiver: 'Tocsin',
  status: 'firing',
  orgId: 1,
  alerts: alerts.map((more) => ({
    status: 'firing',
    labels: { alertname: 'High memory usage', grafana_folder: 'shop', team: 'blue', priority: 'P2' },
    annotations: { summary: 'Memory of the frontend is nearly full' },
    startsAt: '2026-11-02T14:00:10.157076+00:00',
    endsAt: NEVER,
    generatorURL: 'https://grafana.example.com/alerting/grafana/1afz29v7z/view?orgId=1',
    fingerprint: 'bc97ff14869b13e3',
    silenceURL: 'https://grafana.example.com/alerting/silence/new?alertmanager=grafana',
    dashboardURL: 'https://grafana.example.com/d/shop',
    panelURL: 'https://grafana.example.com/d/shop?viewPanel=4',
    values: { B: 44.23943737541908, C: 1 },
    valueString: "[ var='B' labels={team=blue} value=44.23943737541908 ]",
    ...more,
  })),
  groupLabels: { alertname: 'High memory usage', grafana_folder: 'shop' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'https://grafana.example.com/',
  version: '1',
  groupKey: '{}/{}:{alertname="High memory usage"}',
  truncatedAlerts: 0,
  title: '[FIRING:1] High memory usage shop',
  state: 'alerting',
  message: '**Firing**',
});

const ARN = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx';
type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** What EventBridge sends when a CloudWatch alarm changes its state. */
export const eventBridge = (value: AlarmState, at = '2026-11-02T14:00:40.985+0000', more: More = {}) => ({
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: '2026-11-02T14:00:41Z',
  region: 'eu-west-1',
  resources: [ARN],
  detail: {
    alarmName: 'checkout-5xx',
    configuration: {
      description: 'Checkout answers 5xx too often',
      metrics: [
        {
          id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87',
          metricStat: {
            metric: { dimensions: { service: 'backend' }, name: '5xx', namespace: 'Shop' },
            period: 60,
            stat: 'Sum',
          },
          returnData: true,
        },
      ],
    },
    previousState: { reason: '…', timestamp: '2026-11-02T13:00:40.987+0000', value: 'OK' },
    state: {
      reason: 'Threshold Crossed: 1 out of the last 1 datapoints [99.5] was greater than the threshold (50.0).',
      reasonData: '{"version":"1.0"}',
      timestamp: at,
      value,
    },
  },
  ...more,
});

/** What the SNS action of the same alarm says, without its envelope. */
export const notification = (state: AlarmState, at = '2026-11-02T14:00:40.985+0000') => ({
  AlarmName: 'checkout-5xx',
  AlarmDescription: 'Checkout answers 5xx too often',
  AWSAccountId: '123456789012',
  AlarmConfigurationUpdatedTimestamp: '2026-10-01T10:00:00.000+0000',
  NewStateValue: state,
  NewStateReason: 'Threshold Crossed: 1 datapoint [99.5] was greater than the threshold (50.0).',
  StateChangeTime: at,
  Region: 'EU (Ireland)',
  AlarmArn: ARN,
  OldStateValue: 'OK',
  OKActions: [],
  AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:tocsin'],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: '5xx',
    Namespace: 'Shop',
    StatisticType: 'Statistic',
    Statistic: 'SUM',
    Unit: null,
    Dimensions: [{ value: 'backend', name: 'service' }],
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 50,
    TreatMissingData: 'missing',
  },
});

/** The envelope that Amazon SNS puts around a message; it comes as text/plain. */
export const sns = (message: unknown, more: More = {}) => ({
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: 'arn:aws:sns:eu-west-1:123456789012:tocsin',
  Subject: 'ALARM: "checkout-5xx" in EU (Ireland)',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: '2026-11-02T14:00:42.000Z',
  SignatureVersion: '1',
  Signature: 'EXAMPLE',
  SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
  UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-1:1:t:2',
  ...more,
});
