import * as z from 'zod';
import { CODES, type Code } from '../../core/check/codes.ts';
import { CHANNEL_DEEDS, CONDITIONS, REACTIONS, REMEDY_DEEDS } from '../../core/scenario/scenario.ts';
import { isZone } from '../../core/time/zone.ts';
import { duration } from '../../fields/duration.ts';

/** `5m` after the start, `"14:05"` by the clock, or a date and time; read once the start is known. */
const moment = () =>
  z.string({
    error: (issue) =>
      typeof issue.input === 'number'
        ? `${issue.input} has no unit: write 5m for five minutes after the start`
        : undefined,
  });
/** One name, or a list of them. */
const names = () => z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1)]);
const code = () => z.enum(Object.keys(CODES) as [Code, ...Code[]]);
const text = () => z.string().min(1);

/** The scenario as a whole; events are checked one by one, each by the row of its own key. */
export const scenarioShape = z.strictObject({
  name: text().describe('what it plays, in a sentence'),
  runbook: text().optional().describe('the section of the runbook it plays'),
  config: text().optional().describe('the config, from this file; -f overrides it'),
  timezone: z
    .string()
    .refine(isZone, {
      error: (issue) => `'${String(issue.input)}' is not a time zone: write for example Europe/Madrid or UTC`,
    })
    .optional()
    .describe("of the clock times below and of the timeline; the config's, else UTC"),
  start: text().describe('"2026-11-02T14:00" by the clock, or with Z or an offset'),
  for: duration().optional().describe('how long; until everything has ended, a day at most, where absent'),
  locations: z.array(z.string()).min(1).optional().describe("where is looked from; the config's where absent"),
  events: z.array(z.looseObject({})).min(1, 'there are no events: nothing would happen'),
  expect: z
    .array(z.string('write the sentence in quotes: a colon and a space make keys of it'))
    .default([])
    .describe('what Tocsin has to do, a sentence each'),
});

const shape = <Shape extends z.ZodRawShape>(more: Shape) => z.strictObject({ at: moment(), ...more });

/** What can happen: one row per kind of event, found by the key that only it has. */
export const EVENTS = {
  monitor: shape({
    monitor: names(),
    becomes: z.enum(['up', 'degraded', 'down', 'unknown']),
    code: code().optional().describe('the verdict code'),
    text: text().optional().describe("what the page says after the monitor's name"),
    parts: z.array(z.string()).default([]).describe('failing parts: the suspects'),
    from: z.array(z.string()).min(1).optional().describe('seen from these locations only'),
    for: duration().optional().describe('then it is up again'),
    every: duration().optional().describe('and again, so much later'),
    times: z.int().min(2).max(1_000).optional().describe('so many times'),
  }),
  channel: shape({
    channel: names(),
    does: z.enum(CHANNEL_DEEDS),
    why: text().optional().describe('what its provider says'),
    for: duration().optional().describe('then it recovers'),
  }),
  person: shape({
    person: text(),
    does: z.enum([...REACTIONS, ...CONDITIONS]),
    within: duration().optional().describe('each time, so long after being paged; at once, once, where absent'),
    remedy: text().optional().describe('what is approved or refused'),
    on: text().optional().describe('unreachable on this channel only'),
    for: duration().optional().describe('then it is over'),
  }),
  mute: shape({ mute: names(), for: duration(), why: text(), by: text().default('somebody') }),
  unmute: shape({ unmute: names(), by: text().default('somebody') }),
  deploy: shape({ deploy: text(), from: text().default('the version before'), to: text().default('a new version') }),
  remedy: shape({
    remedy: text(),
    would: z.enum(REMEDY_DEEDS),
    summary: text().optional().describe('what it would do, in a sentence'),
    why: text().optional().describe('why it refuses or fails'),
    takes: duration().optional().describe('until it shows'),
    mends: names().optional().describe('the monitors it mends; its own where absent'),
  }),
  control: shape({ control: z.enum(['up', 'down']).describe('the unrelated endpoint') }),
} as const;

export type EventKind = keyof typeof EVENTS;
export type ParsedEvent = {
  [K in EventKind]: { readonly kind: K; readonly event: z.output<(typeof EVENTS)[K]> };
}[EventKind];
export type ParsedScenario = z.output<typeof scenarioShape>;
