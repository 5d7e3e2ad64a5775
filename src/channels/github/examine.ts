import * as z from 'zod';
import { DAY } from '../../core/time/instant.ts';
import { type Finding, note, ok, onlyMessage, problem, refusal } from '../finding.ts';
import { type Api, bodyOf } from '../ticket/api.ts';

const REPOSITORY = z.object({
  private: z.boolean(),
  archived: z.boolean().default(false),
  disabled: z.boolean().default(false),
  has_issues: z.boolean(),
  permissions: z.object({ push: z.boolean(), triage: z.boolean().optional() }).optional(),
});
/** A token that ends sooner is worth a word. */
const SOON = 14 * DAY;

/** Whether the repository is there and takes issues, and whether the token may write them; makes none. */
export async function examineGithub(
  api: Api,
  { repository, labels }: { readonly repository: string; readonly labels: readonly string[] },
  { now, channel }: { readonly now: number; readonly channel: string },
): Promise<readonly Finding[]> {
  const answer = await api.ask('GET', `/repos/${repository}`);
  const got = bodyOf(answer, REPOSITORY);
  if (!got)
    return [
      answer.delivery.gone
        ? problem(
            `there is no repository ${repository}, or the token does not see it`,
            'Correct its name, or let the token have access to it.',
          )
        : refusal('GitHub', answer.delivery, 'Make a token that may read and write issues of the repository.'),
    ];
  const headers = answer.called.is === 'answered' ? answer.called.headers : {};
  if (got.archived || got.disabled)
    return [
      problem(`${repository} is ${got.archived ? 'archived' : 'disabled'}: nobody can write there`, 'Name another.'),
    ];
  if (!got.has_issues)
    return [problem(`${repository} has no issues`, 'Turn them on under Settings, Features, or name another.')];
  return [
    ...(mayWrite(headers['x-oauth-scopes'], got.private) ?? [
      ok(`${repository} takes issues`),
      onlyMessage(channel, 'whether the token may write them'),
    ]),
    ...(labels.length > 0 && got.permissions && !got.permissions.push && !got.permissions.triage
      ? [
          note(
            `the owner of the token may set no labels in ${repository}: GitHub leaves them out, and an issue is not found again by them`,
            'Give that user the role Triage, or take `labels` out.',
          ),
        ]
      : []),
    ...ending(headers['github-authentication-token-expiration'], now),
  ];
}

/** A classic token tells its scopes; of a fine-grained one, and of an app's, GitHub tells none. */
function mayWrite(scopes: string | undefined, isPrivate: boolean): readonly Finding[] | undefined {
  if (scopes === undefined || scopes === '') return undefined;
  const has = scopes.split(',').map((scope) => scope.trim());
  if (has.includes('repo') || (!isPrivate && has.includes('public_repo')))
    return [ok('GitHub takes issues there, and the token may write them')];
  return [problem('the token lacks the scope repo: it may write no issue', 'Make one with the scope repo.')];
}

/** `2026-12-01 00:00:00 UTC`, of tokens that end. */
function ending(header: string | undefined, now: number): readonly Finding[] {
  const at = Date.parse(header?.replace(/ UTC$/, 'Z').replace(' ', 'T') ?? '');
  if (Number.isNaN(at) || at - now > SOON) return [];
  return [note(`the token ends on ${new Date(at).toISOString().slice(0, 10)}`, 'Make a new one before that.')];
}
