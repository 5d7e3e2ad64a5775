import * as z from 'zod';
import { declareChannel } from './define.ts';

const shape = {
  'routing-key': z.string().min(1).describe("the integration key of a PagerDuty service's Events API v2"),
  escalates: z
    .boolean()
    .default(false)
    .describe("true: PagerDuty's own policy takes the levels over; Tocsin triggers, updates and resolves"),
};

/** Whom it reaches is the service's own policy: `notify` names it alone. */
export const pagerduty = declareChannel({
  kind: 'pagerduty',
  summary: 'an alert of a PagerDuty service, acknowledged and resolved on either side',
  shape,
  can: { wake: true, acknowledge: true, resolve: true },
});
