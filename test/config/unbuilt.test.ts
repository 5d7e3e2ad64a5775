import { describe, expect, it } from '@jest/globals';
import { channels } from '../../src/channels/index.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { loadedFrom, TWO } from '../support/config.ts';

const unbuiltIn = (text: string) => formatProblems(loadedFrom(text).unbuilt);
const notesOf = (text: string) => formatProblems(loadedFrom(text).notes);
const TOPIC = 'channels:\n  topic: { kind: sns, topic: "arn:aws:sns:eu-west-1:123456789012:pages" }\n';
const CLUSTER = 'clusters: { prod: { in-cluster: true } }\n';
const dispatch = (more: string) =>
  `${CLUSTER}monitors:
  shop: { url: "https://shop.example.com/", workload: { cluster: prod, deployment: shop } }
remedies: { again: { kind: pipeline, monitor: shop, repository: shop/shop, workflow: undo.yaml, token: x${more} } }\n`;

describe('what is only declared', () => {
  it('names the place, the kind, what works today and what works with it', () => {
    expect(unbuiltIn(dispatch(''))).toBe(
      "tocsin.yaml:4:28  remedies.again.kind: 'pipeline' remedies cannot act yet. Until then use kind: webhook or rollback or restart or scale or delete-pod, or set mode: off; validate, oncall, simulate and prove work with it as it is.",
    );
  });

  it('is nothing where all can be run, or is switched off', () => {
    expect(unbuiltIn(TWO)).toBe('');
    expect(unbuiltIn(`${TWO}channels: { ntfy: { kind: webhook, url: "https://ntfy.example.com/shop" } }\n`)).toBe('');
    expect(unbuiltIn(dispatch(', mode: off'))).toBe('');
  });

  it('keeps its abilities: a config can be proven with it (E6)', () => {
    const { plan } = loadedFrom(`${TWO}${TOPIC}  pager: { kind: pagerduty, routing-key: x }\n`);
    expect(plan.channels.topic?.can.wake).toBe(false);
    expect(plan.channels.pager?.can.wake).toBe(true);
    expect([...channels.values()].filter((kind) => kind.can.wake).map(({ kind }) => kind)).toEqual([
      'pagerduty',
      'twilio-call',
      'jsm',
    ]);
  });
});

describe('what is better not left so', () => {
  const people = 'people: { ada: { notify: [console] } }\n';
  const escalation = 'escalation: { P1: { levels: [{ page: ada }] } }\n';
  const heartbeat = 'heartbeat: { to: "${secret:heartbeat-url}" }\n';

  it('is a watcher that nobody watches, where there are people to page', () => {
    expect(notesOf(`${TWO}${people}${escalation}`)).toContain("there is no 'heartbeat'");
    expect(notesOf(`${TWO}${people}${escalation}${heartbeat}`)).toBe('');
    expect(notesOf(TWO)).toBe('');
  });

  it('is in the plan once it is there', () => {
    expect(loadedFrom(`${TWO}${heartbeat}`).plan.heartbeat).toBe('${secret:heartbeat-url}');
  });
});
