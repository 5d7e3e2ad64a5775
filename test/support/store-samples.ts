import type { CheckResult } from '../../src/core/check/check.ts';
import type { Deploy } from '../../src/core/deploy/deploy.ts';
import { incidentFor } from '../../src/core/incident/birth.ts';
import type { Incident, Row } from '../../src/core/incident/incident.ts';
import type { Mute } from '../../src/core/incident/mute.ts';
import type { Message } from '../../src/core/message/message.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY, shop } from './plan.ts';

const plan = shop();

export const someLook = {
  monitor: 'backend',
  location: 'here',
  slot: MONDAY,
  at: MONDAY,
  verdict: 'down',
  code: 'status',
  text: 'answers 500',
  parts: ['database'],
  bad: 1,
} as const;

/** A head of the group `shop` at version 1, as it is born. */
export const someIncident = (more: Partial<Incident> = {}): Incident => {
  const look = {
    monitor: 'backend',
    location: 'here',
    slot: MONDAY,
    at: MONDAY,
    verdict: 'down',
    code: 'status',
    text: 'answers 500',
    parts: [],
    bad: 1,
  } as const;
  return {
    ...incidentFor(null, [look], { now: MONDAY, plan, policy: plan.policy, mutes: [], elsewhere: {} })!,
    version: 1,
    ...more,
  };
};

export const someRow = (version: number, incident = 'shop-1'): Row => ({
  incident,
  generation: 1,
  version,
  event: `e${version}`,
  type: 'signal',
  at: MONDAY + version,
  lines: [{ at: MONDAY, about: 'check' as const, text: `line ${version}` }],
  facts: { looks: [someLook], answer: { does: 'acknowledge', by: 'ada', via: 'console' } },
});

export const someResult = (more: Partial<CheckResult> = {}): CheckResult => ({
  monitor: 'backend',
  location: 'here',
  slot: MONDAY,
  startedAt: MONDAY,
  verdict: 'up',
  code: 'ok',
  text: 'as expected',
  phases: { total: 12.5 },
  expectations: [],
  failingParts: [],
  observed: { status: 200 },
  ...more,
});

export const someMute = (more: Partial<Mute> = {}): Mute => ({
  id: 'm1',
  monitors: ['backend'],
  from: MONDAY,
  until: MONDAY + MINUTE,
  why: 'deploy',
  by: 'me',
  ...more,
});

export const someMessage = (more: Partial<Message> = {}): Message & { readonly channel: string } => ({
  key: 'k',
  thread: 't',
  type: 'page',
  incident: 'shop-1',
  severity: 'P1',
  title: 'a',
  text: 'b',
  summary: 'b',
  short: 'b',
  spoken: 'b',
  details: [],
  offers: [],
  person: 'ada',
  repeat: false,
  at: MONDAY,
  ...more,
  channel: 'console',
});

export const someDeploy = (more: Partial<Deploy> = {}): Deploy => ({
  id: 'd1',
  at: MONDAY,
  version: '1.8.3',
  monitors: ['backend'],
  by: 'ada',
  ...more,
});
