import type { CheckResult } from '../../../src/core/check/check.ts';
import type { Incident, Row } from '../../../src/core/incident/incident.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { History } from '../../../src/simulation/checker/history.ts';

/** What was seen of one incident from outside, on whatever host it was lived. */
export interface Seen {
  readonly plan: Plan;
  readonly start: number;
  readonly end: number;
  /** When the backend was down. */
  readonly broken: { readonly from: number; readonly until: number };
  readonly commits: readonly { readonly at: number; readonly head: Incident }[];
  readonly rows: readonly Row[];
  readonly archived: readonly string[];
  /** Messages that the provider took, all of them. */
  readonly messages: readonly { readonly at: number; readonly message: Message; readonly channel: string }[];
  readonly looks: readonly Pick<CheckResult, 'monitor' | 'location' | 'slot' | 'verdict' | 'startedAt'>[];
  readonly acknowledged: { readonly at: number; readonly by: string; readonly text: string };
  readonly surprises: readonly unknown[];
}

/** As the checker reads it: it shares nothing with what is checked. */
export const historyOf = (seen: Seen): History => ({
  seed: 0,
  start: seen.start,
  calm: seen.broken.until,
  end: seen.end,
  configs: [{ at: seen.start, config: seen.plan }],
  broken: [{ monitor: 'backend', verdict: 'down', ...seen.broken }],
  blind: [],
  lost: [],
  looks: seen.looks.map(({ startedAt: at, monitor, location, slot, verdict }) => ({
    at,
    monitor,
    location,
    slot,
    verdict,
  })),
  commits: seen.commits,
  rows: seen.rows.map(({ incident, version }) => ({ incident, version })),
  archived: seen.archived,
  deploys: [],
  receipts: seen.messages.map(({ at, message, channel }) => ({
    at,
    answeredAt: at,
    channel,
    person: message.person,
    type: message.type,
    incident: message.incident,
    key: message.key,
    text: message.text,
    repeat: message.repeat ?? false,
    answer: 'accepted',
    arrived: true,
  })),
  missed: [],
  answers: [
    {
      at: seen.acknowledged.at,
      action: 'acknowledge',
      by: seen.acknowledged.by,
      incident: seen.commits.at(-1)!.head.id,
      ok: true,
      text: seen.acknowledged.text,
    },
  ],
  mutes: [],
  remedied: [],
  delays: [],
  surprises: seen.surprises.map(String),
});

/** The timeline in words, times and places aside. */
export const timelineOf = ({ rows }: Seen): readonly string[] =>
  rows.flatMap(({ lines }) =>
    lines.map(({ text }) =>
      text
        .replaceAll(/eu-west-1|here/g, 'HERE')
        .replaceAll(/\d+:\d\d(:\d\d)?/g, 'TIME')
        .replaceAll(/\d+(\.\d+)? (ms|s|min|h)\b/g, 'A WHILE'),
    ),
  );
