import * as z from 'zod';
import { INBOUND_SOURCES, type InboundPlan, type Plan } from '../core/plan.ts';
import { SEVERITIES } from '../core/severity/severity.ts';

const section = z.strictObject({
  token: z
    .string()
    .min(8, 'a token has at least 8 characters: whoever knows it can open incidents')
    .describe('the end of the address that it reports to'),
  severity: z.enum(SEVERITIES).default('P3').describe('of alerts whose labels say nothing that is listed'),
  severities: z
    .record(z.string(), z.enum(SEVERITIES))
    .default({})
    .describe(
      'what the labels `severity` and `priority`, or the name of the alert, mean here; P1 to P4 mean themselves',
    ),
  'monitor-label': z
    .string()
    .default('monitor')
    .describe('the label that names one of the monitors: the alert then joins the incident of that one'),
});

/** Tools that may open incidents, by the form of their messages (I7). */
export const inbound = z.partialRecord(z.enum(INBOUND_SOURCES), section).default({});

/** The same with every default filled in; what labels say is compared in small letters. */
export const compileInbound = (parsed: z.output<typeof inbound>): Plan['inbound'] =>
  Object.fromEntries(
    INBOUND_SOURCES.flatMap((source) => {
      const found = parsed[source];
      return found ? [[source, planOf(found)]] : [];
    }),
  );

const planOf = ({
  token,
  severity,
  severities,
  'monitor-label': monitorLabel,
}: z.output<typeof section>): InboundPlan => ({
  token,
  severity,
  severities: Object.fromEntries(Object.entries(severities).map(([word, means]) => [word.toLowerCase(), means])),
  monitorLabel,
});
