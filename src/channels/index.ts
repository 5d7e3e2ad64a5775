import { registry } from '../core/registry.ts';
import { consoleChannel } from './console.ts';
import type { ChannelKind } from './define.ts';
import { email } from './email.ts';
import { githubIssue } from './github-issue.ts';
import { jira } from './jira.ts';
import { jsm } from './jsm.ts';
import { pagerduty } from './pagerduty.ts';
import { slack } from './slack.ts';
import { sns } from './sns.ts';
import { snsSms } from './sns-sms.ts';
import { teams } from './teams.ts';
import { twilioCall } from './twilio-call.ts';
import { twilioSms } from './twilio-sms.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel that a config may name, by name. */
export const channels: ReadonlyMap<string, ChannelKind> = registry<ChannelKind>('channel', [
  consoleChannel,
  webhook,
  pagerduty,
  slack,
  email,
  twilioCall,
  twilioSms,
  snsSms,
  sns,
  teams,
  jira,
  jsm,
  githubIssue,
]);
