import { type Api, group } from '../api.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Failure, isFailure } from '../wire/failure.ts';

/** `/-/ready`: 200 once it serves, 503 while it replays its log. */
export async function judgeReady(api: Api, wanted: boolean): Promise<readonly Judged[] | Failure> {
  if (!wanted) return [];
  const reply = await api('-/ready');
  if (isFailure(reply)) return reply;
  const { status } = reply;
  const says = status === 503 ? 'is not ready: it answers 503' : `answers ${status} instead of 200 at /-/ready`;
  return [{ name: 'ready', expected: 'ready', seen: `${status}`, ok: status === 200, code: 'status', says }];
}

/** Whether the last reload took: one that failed goes on with the old rules, and nobody notices. */
export async function judgeConfiguration(api: Api, wanted: 'ok' | 'any'): Promise<readonly Judged[] | Failure> {
  if (wanted === 'any') return [];
  const reply = await api('api/v1/status/runtimeinfo');
  if (isFailure(reply)) return reply;
  const { reloadConfigSuccess: loaded, lastConfigTime: since } = group(group(reply.value).data);
  if (typeof loaded !== 'boolean')
    return [
      {
        ...row,
        seen: `an answer ${reply.status} without it`,
        ok: false,
        code: 'json',
        says: 'does not tell whether its configuration is loaded',
      },
    ];
  const says = `runs its old configuration, of ${String(since ?? 'an unknown time')}: the last reload failed`;
  return [{ ...row, seen: loaded ? 'loaded' : 'reload failed', ok: loaded, code: 'reload_failed', says }];
}

const row = { name: 'configuration', expected: 'loaded' };
