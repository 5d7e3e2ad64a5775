import { type Report, reportDetail, reportTitle } from '../report/report.ts';
import { type Fields, fields, labels, moment, notAfter, text } from './fields.ts';
import { monitorIn, severityIn } from './meaning.ts';
import { type About, type Item, type Reader, type Reading, together, unreadable } from './reading.ts';
import { envelope } from './sns.ts';

/** An alarm's change of state, from wherever it came. */
interface Change {
  readonly name: string;
  /** The alarm's ARN, so that EventBridge and SNS mean the same one. */
  readonly arn: string;
  readonly state: unknown;
  readonly at: unknown;
  readonly description: unknown;
  readonly reason: unknown;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** CloudWatch alarms: events of EventBridge, and notifications of SNS with or without their envelope. */
export const readCloudWatch: Reader = (payload, about) => {
  const inside = envelope(payload);
  if ('reading' in inside) return inside.reading;
  const message = fields(inside.message);
  const change = eventBridge(message) ?? notification(message);
  return change ? together([read(change, about)]) : neither(message);
};

function neither(message: Fields): Reading {
  if (message['detail-type'] === undefined)
    return unreadable(
      `this is no CloudWatch alarm: 'detail-type' "CloudWatch Alarm State Change" (EventBridge) or 'AlarmName' (SNS) is missing`,
    );
  return together(
    [],
    [`'${reportTitle(String(message['detail-type']))}' is not about an alarm's state: nothing was changed`],
  );
}

/** `detail-type: CloudWatch Alarm State Change`. */
function eventBridge(message: Fields): Change | undefined {
  const detail = fields(message.detail);
  const [name, state] = [text(detail.alarmName), fields(detail.state)];
  if (message['detail-type'] !== 'CloudWatch Alarm State Change' || name === undefined) return undefined;
  const { description, metrics } = fields(detail.configuration);
  const dimensions = (Array.isArray(metrics) ? metrics : []).map((metric) =>
    labels(fields(fields(fields(metric).metricStat).metric).dimensions),
  );
  return {
    name,
    arn:
      (Array.isArray(message.resources) && text(message.resources[0])) ||
      `${message.account}/${message.region}/${name}`,
    state: state.value,
    at: state.timestamp ?? message.time,
    description,
    reason: state.reason,
    dimensions: Object.assign({}, ...dimensions),
  };
}

/** What an alarm's own SNS action sends. */
function notification(message: Fields): Change | undefined {
  const name = text(message.AlarmName);
  if (name === undefined) return undefined;
  const { Dimensions: dimensions } = fields(message.Trigger);
  const pairs = (Array.isArray(dimensions) ? dimensions : []).map((each) => {
    const { name: key, value } = labels(each);
    return [key ?? '', value ?? ''] as const;
  });
  return {
    name,
    arn: text(message.AlarmArn) ?? `${message.AWSAccountId}/${message.Region}/${name}`,
    state: message.NewStateValue,
    at: message.StateChangeTime,
    description: message.AlarmDescription,
    reason: message.NewStateReason,
    dimensions: Object.fromEntries(pairs),
  };
}

function read({ name, arn, state, at, description, reason, dimensions }: Change, about: About): Item {
  const title = reportTitle(name);
  if (state === 'INSUFFICIENT_DATA')
    return { note: `${title}: insufficient data is neither a failure nor an end of one: nothing was changed` };
  if (state !== 'ALARM' && state !== 'OK')
    return { problem: `the state of alarm '${title}' has to be ALARM, OK or INSUFFICIENT_DATA` };
  const moved = moment(at);
  if (moved === undefined) return { problem: `the time of alarm '${title}' is no time: write 2026-11-02T14:02:10Z` };
  const when = notAfter(moved ?? about.now, about.now);
  const marks = { ...dimensions, alertname: name };
  const monitor = monitorIn(marks, about);
  const detail = text(description) ?? text(reason);
  const report: Report = {
    key: `cloudwatch:${arn}`,
    title,
    severity: severityIn(marks, about),
    by: 'CloudWatch',
    source: 'cloudwatch',
    alert: title,
    ...(monitor !== undefined && { monitor }),
    ...(detail !== undefined && { detail: reportDetail(detail) }),
    ...(state === 'OK' ? { ended: when } : { since: when }),
  };
  return { report };
}
