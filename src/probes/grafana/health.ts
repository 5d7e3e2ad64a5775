import { type Api, group, list, textAt } from '../api.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';

/** `/api/health` needs no login; its database is what Grafana keeps dashboards and users in. */
export async function judgeHealth(api: Api): Promise<readonly Judged[] | Failure> {
  const reply = await api('api/health');
  if (isFailure(reply)) return reply;
  const database = textAt(reply.value, 'database');
  const answers = reply.status === 200 || (reply.status === 503 && database !== '');
  const says = answers
    ? `cannot use its own database: ${excerpt(database) || 'it does not say why'}`
    : `answers ${reply.status} instead of 200 at /api/health`;
  return [
    {
      name: 'health',
      expected: 'database ok',
      seen: answers ? `database ${excerpt(database) || 'unknown'}` : `${reply.status}`,
      ok: reply.status === 200 && database === 'ok',
      code: answers ? 'datasource' : 'status',
      says,
    },
  ];
}

/** Each data source's own health check. Kinds of sources that have none are passed over, and said so. */
export async function judgeDatasources(api: Api): Promise<readonly Judged[] | Failure> {
  const reply = await api('api/datasources');
  if (isFailure(reply)) return reply;
  const sources = list(reply.value);
  if (reply.status !== 200 || sources.length === 0) {
    const says = reply.status === 200 ? 'has no data sources' : `answers ${reply.status} instead of its data sources`;
    return [row('datasources', says, says)];
  }
  const judged: Judged[] = [];
  for (const source of sources) {
    const [name, uid] = [textAt(source, 'name'), textAt(source, 'uid')];
    const health = await api(`api/datasources/uid/${encodeURIComponent(uid)}/health`);
    if (isFailure(health)) return health;
    const { status, message } = group(health.value);
    const title = `datasource ${excerpt(name)}`;
    // 404 and 501: this kind of source has no check (Grafana HTTP API, "Check data source health").
    if (health.status === 404 || health.status === 501) judged.push(row(title, 'has no health check', undefined));
    else if (health.status === 200 && status === 'OK') judged.push(row(title, 'ok', undefined));
    else {
      const why = excerpt(typeof message === 'string' ? message : '') || `it answers ${health.status}`;
      judged.push(row(title, why, `cannot reach its data source ${excerpt(name)}: ${why}`));
    }
  }
  return judged;
}

const row = (name: string, seen: string, says: string | undefined): Judged => ({
  name,
  expected: 'ok',
  seen,
  ok: says === undefined,
  code: 'datasource',
  says: says ?? '',
});
