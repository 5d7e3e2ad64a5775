import type { ExamineContext } from '../define.ts';
import { type Finding, note, ok, onlyMessage, problem } from '../finding.ts';

/** An integration key of the Events API v2: 32 letters and digits. Keys of the REST API have 20 characters. */
const KEY = /^[A-Za-z0-9]{32}$/;
const REST_KEY = 20;
const CURE = "Copy the integration key of the service's Events API v2 integration: 32 letters and digits.";

/** The Events API answers no question: what can be told is the key's form, and how answers come back. */
export function examinePagerDuty(
  { 'routing-key': key, 'webhook-secret': secret }: { 'routing-key': string; 'webhook-secret'?: string | undefined },
  { publicUrl, channel }: Pick<ExamineContext, 'publicUrl' | 'channel'>,
): readonly Finding[] {
  const answers =
    publicUrl === undefined
      ? [
          note(
            'an acknowledgement in PagerDuty cannot be heard here: there is no public address',
            'Set console.public-url.',
          ),
        ]
      : secret === undefined
        ? [
            note(
              'an acknowledgement in PagerDuty itself is not heard here: Tocsin pages on; the links in the alert acknowledge',
              'See docs/channels/pagerduty.md.',
            ),
          ]
        : [];
  return [...form(key, channel), ...answers];
}

function form(key: string, channel: string): readonly Finding[] {
  if (KEY.test(key)) return [ok('the routing key looks like one'), onlyMessage(channel, 'whether a service has it')];
  if (key !== key.trim()) return [problem('the routing key has white space around it, and is refused', CURE)];
  if (key.length === REST_KEY)
    return [problem('the routing key looks like a key of the REST API: events need another', CURE)];
  return [problem(`the routing key has ${key.length} characters, or others than letters and digits`, CURE)];
}
