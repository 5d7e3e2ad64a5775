import * as z from 'zod';
import { type Finding, note, ok, problem, refusal } from '../finding.ts';
import { type Answer, type Api, bodyOf } from '../ticket/api.ts';
import type { Project } from './tickets.ts';

const MAY = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const TYPES = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const FIELDS = z.object({
  fields: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean(),
      hasDefaultValue: z.boolean().optional(),
    }),
  ),
});

/** What a ticket's life needs, and what becomes of it without. */
const NEEDS = [
  { permission: 'BROWSE_PROJECTS', without: 'see issues, so that an incident gets a second one' },
  { permission: 'CREATE_ISSUES', without: 'make issues' },
  { permission: 'ADD_COMMENTS', without: 'comment on issues: news is lost' },
  { permission: 'TRANSITION_ISSUES', without: 'close issues: they stay open' },
] as const;
/** What we fill in. */
const FILLED = new Set(['project', 'issuetype', 'summary', 'labels', 'description', 'reporter']);

/** Whether the token is taken, the project and the type exist, and an issue may be made of what we fill in; makes none. */
export async function examineJira(
  api: Api,
  { project, issueType }: Omit<Project, 'labels'>,
): Promise<readonly Finding[]> {
  const who = await api.ask('GET', '/rest/api/3/myself');
  if (who.delivery.is !== 'accepted')
    return [refusal('Jira', who.delivery, "See `site` or `endpoint`, and that token and `user` are one person's.")];
  const there = await api.ask('GET', `/rest/api/3/project/${project}`);
  if (there.delivery.gone)
    return [
      problem(
        `there is no project ${project}, or the user of the token does not see it`,
        'Correct its key, or give that user a role in it.',
      ),
    ];
  if (there.delivery.is !== 'accepted') return [refusal('Jira', there.delivery, PERMISSION)];
  const wanted = NEEDS.map(({ permission }) => permission).join(',');
  const may = await api.ask('GET', `/rest/api/3/mypermissions?projectKey=${project}&permissions=${wanted}`);
  const lacking = lacks(may);
  return lacking.length > 0 ? lacking : typeFindings(api, project, issueType);
}

const PERMISSION = "Let that user's role have the permission in the project's permission scheme.";

function lacks(may: Answer): readonly Finding[] {
  const got = bodyOf(may, MAY);
  if (!got) return [refusal('Jira, of permissions', may.delivery, PERMISSION)];
  return NEEDS.filter(({ permission }) => got.permissions[permission]?.havePermission !== true).map(
    ({ permission, without }) => problem(`the user of the token may not ${without} (${permission})`, PERMISSION),
  );
}

/** The type, and the fields of its form. */
async function typeFindings(api: Api, project: string, issueType: string): Promise<readonly Finding[]> {
  const at = `/rest/api/3/issue/createmeta/${project}/issuetypes`;
  const types = bodyOf(await api.ask('GET', `${at}?maxResults=200`), TYPES);
  if (!types)
    return [ok(`Jira takes issues in ${project}`), note(`whether '${issueType}' is a type there cannot be told`)];
  const type = types.issueTypes.find(({ name }) => name === issueType);
  if (!type)
    return [
      problem(
        `${project} has no issue type '${issueType}'`,
        `Set issue-type to one of ${types.issueTypes.map(({ name }) => name).join(', ')}.`,
      ),
    ];
  const form = bodyOf(await api.ask('GET', `${at}/${encodeURIComponent(type.id)}?maxResults=200`), FIELDS);
  const demanded = (form?.fields ?? []).filter(
    ({ fieldId, required, hasDefaultValue }) => required && hasDefaultValue !== true && !FILLED.has(fieldId),
  );
  const hasLabels = form?.fields.some(({ fieldId }) => fieldId === 'labels') ?? true;
  return [
    ...(demanded.length > 0
      ? [
          problem(
            `a ${issueType} in ${project} demands ${demanded.map(({ name }) => name).join(', ')}, which Tocsin does not fill in`,
            'Make these fields optional for that type, or name another issue-type.',
          ),
        ]
      : []),
    ...(hasLabels
      ? []
      : [
          problem(
            `a ${issueType} in ${project} has no field for labels: Jira refuses the issue`,
            'Put Labels on the screen for creating that type.',
          ),
        ]),
    ...(demanded.length === 0 && hasLabels ? [ok(`Jira takes a ${issueType} in ${project}`)] : []),
  ];
}
