import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RemedyPlan } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import type { Account } from '../../../src/simulation/scenario/account.ts';
import { judge, SENTENCES } from '../../../src/simulation/scenario/sentences/table.ts';
import { shop } from '../../support/plan.ts';
import { played, scenarioOf } from '../../support/scenario.ts';

const remedy: RemedyPlan = {
  name: 'roll-back',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: ['on-call-devops'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};
const plan = shop({
  remedies: { 'roll-back': remedy },
  console: { host: '127.0.0.1', port: 4780, publicUrl: 'https://tocsin.example.com' },
});

/** Mended by a remedy, closed, failing again; alone and unanswered, up to the last resort; nothing at all; a blip. */
const STORIES = {
  mended: [
    'at: 0m, monitor: backend, becomes: down',
    'at: 0m, person: on-call-devops, does: approves, remedy: roll-back, within: 1m',
    'at: 3m, person: devops-team, does: acknowledges',
    'at: 12m, monitor: backend, becomes: down, for: 4m',
  ],
  alone: [
    'at: 0m, remedy: roll-back, would: fail, why: it is worse',
    'at: 0m, person: on-call-devops, does: approves, remedy: roll-back, within: 1m',
    'at: 0m, monitor: backend, becomes: down',
    'at: 8m, monitor: frontend, becomes: down',
  ],
  refused: [
    'at: 0m, monitor: backend, becomes: down, code: slow, text: is slow',
    'at: 6m, monitor: backend, becomes: up',
  ],
  blip: ['at: 0m, monitor: backend, becomes: down, from: [here], for: 59.5s'],
} as const;
type Story = keyof typeof STORIES;

/** For each pattern a sentence that holds and one that does not, in one of the stories. */
const CASES: Readonly<
  Record<string, readonly [holds: readonly [Story, string], breaks: readonly [Story, string, instead: string]]>
> = {
  'every SEVERITY wakes a person within DURATION': [
    ['alone', 'every P1 wakes a person within 1m'],
    ['mended', 'every P2 wakes a person within 1m', 'no page woke a person'],
  ],
  'every SEVERITY is accepted within DURATION': [
    ['mended', 'every P2 is accepted within 1m'],
    ['alone', 'every P1 is accepted within 1ms', 'the first that was accepted was the P1 page'],
  ],
  'severity is SEVERITY at MOMENT': [
    ['alone', 'severity is P2 at 5m'],
    ['alone', 'severity is P2 at 10m', 'it was P1'],
  ],
  'severity becomes SEVERITY [within DURATION] [because TEXT]': [
    ['alone', 'severity becomes P1 within 10m because completely down'],
    ['alone', 'severity becomes P1 within 8m', 'only at 14:09'],
  ],
  'severity is never SEVERITY': [
    ['mended', 'severity is never P1'],
    ['alone', 'severity is never P1', 'because application completely down'],
  ],
  'severity is never above SEVERITY': [
    ['mended', 'severity is never above P2'],
    ['alone', 'severity is never above P2', 'was P1'],
  ],
  'the suspect is MONITOR': [
    ['mended', 'the suspect is backend'],
    ['mended', 'the suspect is ingress', 'it was backend'],
  ],
  'MONITOR is only a symptom': [
    ['mended', 'frontend is only a symptom'],
    ['mended', 'backend is only a symptom', 'it was a suspect of shop-1'],
  ],
  'no incident opens': [
    ['blip', 'no incident opens'],
    ['mended', 'no incident opens', 'shop-1 opened'],
  ],
  'an incident opens [within DURATION]': [
    ['mended', 'an incident opens within 2m'],
    ['blip', 'an incident opens', 'no incident opened'],
  ],
  'incidents open COUNT': [
    ['mended', 'incidents open once'],
    ['mended', 'incidents open twice', 'there were 1: shop-1'],
  ],
  'the incident closes [within DURATION]': [
    ['mended', 'the incident closes within 30m'],
    ['alone', 'the incident closes', 'shop-1 was still open'],
  ],
  'the incident stays open': [
    ['alone', 'the incident stays open'],
    ['mended', 'the incident stays open', 'shop-1 was closed'],
  ],
  'the incident opens again': [
    ['mended', 'the incident opens again'],
    ['refused', 'the incident opens again', 'none did'],
  ],
  'the incident is acknowledged [by PERSON] [within DURATION]': [
    ['mended', 'the incident is acknowledged by devops-team within 4m'],
    ['alone', 'the incident is acknowledged', 'nobody did'],
  ],
  'everyone who was paged is told of the end': [
    ['mended', 'everyone who was paged is told of the end'],
    ['alone', 'everyone who was paged is told of the end', 'was not'],
  ],
  'nobody is paged [before MOMENT]': [
    ['mended', 'nobody is paged before 1m'],
    ['mended', 'nobody is paged', 'P2 page to devops-team on chat at 14:01'],
  ],
  'nobody is paged after MOMENT': [
    ['mended', 'nobody is paged after 30m'],
    ['mended', 'nobody is paged after 5m', 'P2 page to devops-team'],
  ],
  'nobody is paged more than COUNT within DURATION': [
    ['alone', 'nobody is paged more than 3 times within 5m'],
    ['alone', 'nobody is paged more than once within 30m', 'it was page 2 to'],
  ],
  'nobody is woken': [
    ['mended', 'nobody is woken'],
    ['alone', 'nobody is woken', 'P1 page to devops-1 on phone'],
  ],
  'the last resort is used': [
    ['alone', 'the last resort is used'],
    ['mended', 'the last resort is used', 'it was not needed'],
  ],
  'the last resort is not used': [
    ['mended', 'the last resort is not used'],
    ['alone', 'the last resort is not used', 'there was the P1 page'],
  ],
  'the first page says TEXT': [
    ['mended', 'the first page says answers 500'],
    ['mended', 'the first page says all is well', 'it said: Major (P2): shop, '],
  ],
  'the first page links to TEXT': [
    ['mended', 'the first page links to /incidents/shop-1'],
    ['mended', 'the first page links to wiki', 'it linked to https://tocsin.example.com/incidents/shop-1'],
  ],
  'no page says TEXT': [
    ['mended', 'no page says database'],
    ['mended', 'no page says answers 500', 'one said: Major (P2): shop, '],
  ],
  'PERSON is not paged [on CHANNEL]': [
    ['mended', 'devops-team is not paged on mail'],
    ['mended', 'devops-team is not paged', 'there was the P2 page'],
  ],
  'PERSON is not paged before MOMENT': [
    ['mended', 'devops-team is not paged before 14:01'],
    ['mended', 'devops-team is not paged before 2m', 'there was the P2 page'],
  ],
  'PERSON is not paged after MOMENT': [
    ['mended', 'devops-team is not paged after 30m'],
    ['mended', 'devops-team is not paged after 5m', 'there was the P2 page'],
  ],
  'PERSON is paged at MOMENT [on CHANNEL]': [
    ['mended', 'devops-team is paged at 14:01 on chat'],
    ['mended', 'devops-team is paged at 14:03', 'it was the P2 page to devops-team on chat at 14:13'],
  ],
  'PERSON is paged COUNT': [
    ['mended', 'devops-team is paged twice'],
    ['mended', 'devops-team is paged once', 'they were paged twice'],
  ],
  'PERSON is paged [on CHANNEL] [within DURATION]': [
    ['alone', 'on-call-devops is paged on phone within 10m'],
    ['mended', 'lead-developer is paged', 'nobody asked lead-developer'],
  ],
  'PERSON is woken [within DURATION]': [
    ['alone', 'lead-developer is woken within 10m'],
    ['mended', 'devops-team is woken', 'there was only the P2 page'],
  ],
  'PERSON is not woken': [
    ['mended', 'devops-team is not woken'],
    ['alone', 'lead-developer is not woken', 'P1 page to lead-developer on phone'],
  ],
  'PERSON is told TEXT': [
    ['mended', 'devops-team is told recovered'],
    ['alone', 'devops-team is told recovered', 'the last they were told was'],
  ],
  'REMEDY is refused [because TEXT]': [
    ['refused', 'roll-back is refused because it is meant for'],
    ['mended', 'roll-back is refused because it is Friday', 'it was'],
  ],
  'REMEDY is never offered': [
    ['refused', 'roll-back is never offered'],
    ['mended', 'roll-back is never offered', 'it was: roll back (webhook)'],
  ],
  'REMEDY is never applied': [
    ['refused', 'roll-back is never applied'],
    ['mended', 'roll-back is never applied', 'it was: roll back (webhook)'],
  ],
  'REMEDY is applied COUNT': [
    ['alone', 'roll-back is applied once'],
    ['refused', 'roll-back is applied once', 'it was refused'],
  ],
  'REMEDY is offered': [
    ['mended', 'roll-back is offered'],
    ['refused', 'roll-back is offered', 'it was refused: it is meant for'],
  ],
  'REMEDY is applied': [
    ['mended', 'roll-back is applied'],
    ['refused', 'roll-back is applied', 'it was refused'],
  ],
  'REMEDY is verified': [
    ['mended', 'roll-back is verified'],
    ['alone', 'roll-back is verified', 'it was failed: it is worse'],
  ],
  'REMEDY fails': [
    ['alone', 'roll-back fails'],
    ['refused', 'roll-back fails', 'it was refused'],
  ],
};

describe('sentences about what Tocsin does', () => {
  const accounts = new Map<Story, Account>();
  beforeAll(async () => {
    for (const [name, events] of Object.entries(STORIES))
      accounts.set(name as Story, await played(events, name === 'alone' ? 'for: 2h' : '', plan));
  }, 120_000);

  const judged = (story: Story, text: string, pattern: string) => {
    const [expected] = scenarioOf(STORIES.blip, [text], '', plan).expectations;
    expect(expected!.pattern).toBe(pattern);
    return judge(accounts.get(story)!, expected!);
  };

  it('has a case for every pattern', () => {
    expect(Object.keys(CASES).sort()).toEqual(SENTENCES.map(({ pattern }) => pattern).sort());
  });

  it.each(Object.entries(CASES))(
    '%s: can hold, and can be broken',
    (pattern, [[story, text], [other, wrong, instead]]) => {
      expect(judged(story, text, pattern)).toMatchObject({ holds: true });
      const broken = judged(other, wrong, pattern);
      expect(broken).toEqual({ holds: false, at: expect.any(Number), instead: expect.stringContaining(instead) });
    },
  );
});
