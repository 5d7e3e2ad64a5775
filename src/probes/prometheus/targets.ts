import { type Api, group, list, textAt } from '../api.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';

/** Each job's targets. A job without any is broken too: a renamed job scrapes nothing, and every alert on it is silent. */
export async function judgeTargets(api: Api, jobs: readonly string[]): Promise<readonly Judged[] | Failure> {
  if (jobs.length === 0) return [];
  const reply = await api('api/v1/targets?state=active');
  if (isFailure(reply)) return reply;
  const active = group(group(reply.value).data).activeTargets;
  if (!Array.isArray(active))
    return jobs.map((job) => judged(job, `an answer ${reply.status} without targets`, 'does not tell its targets'));
  return jobs.map((wanted) => {
    const job = api.quote(wanted);
    const targets = active.filter((target) => textAt(group(target).labels, 'job') === wanted);
    const down = targets.filter((target) => textAt(target, 'health') !== 'up');
    if (targets.length === 0) {
      const known = [...new Set(active.map((target) => textAt(group(target).labels, 'job')))].join(', ');
      return judged(job, 'no targets', `scrapes no targets for the job ${job}, only for ${excerpt(known) || 'none'}`);
    }
    if (down.length === 0) return judged(job, `${targets.length} up`, undefined);
    const seen = `${down.length} of ${targets.length} not up`;
    return judged(
      job,
      seen,
      `scrapes ${down.length} of ${targets.length} targets of ${job} in vain: ${list(down).slice(0, 2).map(why).join('; ')}`,
    );
  });
}

const why = (target: unknown): string => {
  const instance = textAt(group(target).labels, 'instance') || textAt(target, 'scrapeUrl');
  const error = textAt(target, 'lastError').replace(/^Get "[^"]*": /, '');
  return `${excerpt(instance)}${error === '' ? ` is ${textAt(target, 'health') || 'unknown'}` : ` (${excerpt(error)})`}`;
};

const judged = (job: string, seen: string, says: string | undefined): Judged => ({
  name: `targets-up ${job}`,
  expected: 'all up',
  seen,
  ok: says === undefined,
  code: 'targets',
  says: says ?? '',
});
