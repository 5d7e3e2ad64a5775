import * as z from 'zod';
import { webAddress } from '../fields/web-address.ts';
import { within } from '../wire/within.ts';
import { defineChannel, type ExamineContext } from './define.ts';
import { say } from './jsm/alerts.ts';
import { examineJsm } from './jsm/examine.ts';
import { type Api, jsonApi } from './ticket/api.ts';

const shape = {
  'api-key': z.string().min(1).describe('of an API integration in JSM Operations (GenieKey)'),
  endpoint: webAddress('https://api.eu.opsgenie.com/v2')
    .default('https://api.atlassian.com/jsm/ops/integration/v2')
    .describe("another address of the API, e.g. Opsgenie's while it lasts, or a proxy"),
};

/** Whom it reaches is the integration's own routing: `notify` names it alone. */
export const jsm = defineChannel({
  kind: 'jsm',
  summary: 'an alert of Jira Service Management Operations, closed with its incident',
  shape,
  can: { wake: true, acknowledge: false, resolve: true, approve: false, keeps: true },
  send: (message, settings, context) => say(apiOf(settings, context), message),
  examine: (settings, context) => examineJsm(apiOf(settings, context), context.channel),
});

function apiOf(
  { 'api-key': key, endpoint }: { 'api-key': string; endpoint: string },
  { now, timeout }: Pick<ExamineContext, 'now' | 'timeout'>,
): Api {
  const headers = { accept: 'application/json', authorization: `GenieKey ${key}` };
  return jsonApi(within(timeout), { base: endpoint, headers, now });
}
