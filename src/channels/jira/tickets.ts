import * as z from 'zod';
import type { Message } from '../../core/message/message.ts';
import { cut } from '../cut.ts';
import { partsOf } from '../parts.ts';
import { type Api, bodyOf, made } from '../ticket/api.ts';
import { markOf } from '../ticket/mark.ts';
import type { Done, Tickets } from '../ticket/ticket.ts';
import { adf } from './adf.ts';

export interface Project {
  readonly project: string;
  readonly issueType: string;
  readonly labels: readonly string[];
}

/** Jira's limit (field "summary"). */
const SUMMARY = 255;

const KEY = z.object({ key: z.string().regex(/^[A-Z][A-Z0-9_]+-\d+$/) });
const ISSUES = z.object({ issues: z.array(KEY) });
const TRANSITION = z.object({
  id: z.string(),
  to: z.object({ statusCategory: z.object({ key: z.string() }) }),
  fields: z
    .record(
      z.string(),
      z.object({ required: z.boolean(), allowedValues: z.array(z.object({ id: z.string().optional() })).optional() }),
    )
    .default({}),
});
const ISSUE = z.object({
  fields: z.object({ status: z.object({ statusCategory: z.object({ key: z.string() }) }) }),
  transitions: z.array(TRANSITION).default([]),
});
const DONE = 'done';

/** Issues of a Jira project (REST API v3). A label marks whose they are; what is done is never taken up again. */
export function jiraTickets(api: Api, { project, issueType, labels }: Project, message: Message): Tickets {
  // Signed links are their reader's: a ticket is read by others as well.
  const parts = partsOf({ ...message, offers: [] });
  const mark = markOf(message);
  const at = (ref: string, more = '') => `/rest/api/3/issue/${encodeURIComponent(ref)}${more}`;
  return {
    async find() {
      const jql = `project = "${project}" AND labels = "${mark}" AND statusCategory != Done ORDER BY created ASC`;
      const answer = await api.ask('POST', '/rest/api/3/search/jql', { jql, fields: ['status'], maxResults: 1 });
      if (answer.delivery.is !== 'accepted') return answer.delivery;
      const first = bodyOf(answer, ISSUES)?.issues[0];
      return first ? { is: 'found', ref: first.key } : { is: 'none' };
    },
    async create() {
      const fields = {
        project: { key: project },
        issuetype: { name: issueType },
        summary: cut(parts.subject || message.incident, SUMMARY),
        labels: [...labels, mark],
        description: adf(parts),
      };
      return made(await api.ask('POST', '/rest/api/3/issue', { fields }), KEY, ({ key }) => key);
    },
    async comment(ref) {
      return (await api.ask('POST', at(ref, '/comment'), { body: adf(parts) })).delivery;
    },
    async close(ref): Promise<Done> {
      const answer = await api.ask('GET', at(ref, '?fields=status&expand=transitions,transitions.fields'));
      if (answer.delivery.is === 'unknown') return later(answer.delivery.why);
      if (answer.delivery.is !== 'accepted') return answer.delivery;
      const issue = bodyOf(answer, ISSUE);
      if (!issue) return later('what answers does not know this issue');
      if (issue.fields.status.statusCategory.key === DONE) return { is: 'accepted' };
      const way = issue.transitions.find(({ to }) => to.statusCategory.key === DONE);
      if (!way) return { is: 'permanent', why: `no transition leads ${ref} to a status that is done` };
      return (await api.ask('POST', at(ref, '/transitions'), { transition: { id: way.id }, ...filled(way) })).delivery;
    },
  };
}

/** What a transition demands, as far as there is something to choose from: mostly a resolution. */
function filled({ fields }: z.output<typeof TRANSITION>) {
  const chosen = Object.entries(fields).flatMap(([name, { required, allowedValues }]) => {
    const id = required ? allowedValues?.[0]?.id : undefined;
    return id === undefined ? [] : [[name, { id }] as const];
  });
  return chosen.length === 0 ? {} : { fields: Object.fromEntries(chosen) };
}

const later = (why: string): Done => ({ is: 'temporary', why });
