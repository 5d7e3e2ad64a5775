import type { AlarmState } from '../../src/core/alarm/alarm.ts';
import type { Installation } from '../../src/core/installation.ts';
import type { Facts } from '../../src/core/watch/facts.ts';
import { MONDAY, shop } from './plan.ts';

export const installation = (more: Partial<Installation> = {}): Installation => ({
  prefix: 'tocsin-shop',
  home: 'eu-west-1',
  watch: 'us-east-1',
  locations: [{ region: 'here' }],
  emergency: [],
  detail: 'lean',
  secrets: 'parameter-store',
  ...more,
});

/** A patrol that found nothing of concern. */
export const someFacts = (more: Partial<Facts> = {}): Facts => ({
  now: MONDAY,
  plan: shop(),
  installation: installation(),
  begun: MONDAY,
  heads: [],
  revivals: {},
  beats: { here: { known: MONDAY, listening: MONDAY, last: { at: MONDAY, outcome: 'ok' } } },
  alarms: [],
  mutes: [],
  drills: [],
  failures: [],
  ...more,
});

export const someAlarm = (name: string, since: number, more: Partial<AlarmState> = {}): AlarmState => ({
  name,
  value: 'ALARM',
  since,
  ...more,
});
