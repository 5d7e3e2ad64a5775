import * as z from 'zod';
import { declareChannel } from './define.ts';

const shape = {
  'api-key': z.string().min(1).describe('of an API integration in JSM Operations (GenieKey)'),
};

/** Whom it reaches is the integration's own routing: `notify` names it alone. */
export const jsm = declareChannel({
  kind: 'jsm',
  summary: 'an alert of Jira Service Management Operations, closed with its incident',
  shape,
  can: { wake: true, acknowledge: false, resolve: true },
});
