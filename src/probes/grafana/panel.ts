import { type Api, group, list, textAt } from '../api.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';

interface Wanted {
  readonly dashboard: string;
  readonly panel: number | string;
  /** ms */
  readonly last: number;
}

/** Runs a panel's own queries, as its dashboard has them now, and wants at least one value back. */
export async function judgePanel(api: Api, wanted: Wanted): Promise<readonly Judged[] | Failure> {
  const title = `panel ${api.quote(String(wanted.panel))}`;
  const row = (seen: string, says?: string): readonly Judged[] => [
    { name: title, expected: 'data', seen, ok: says === undefined, code: 'query', says: says ?? '' },
  ];
  const board = await api(`api/dashboards/uid/${encodeURIComponent(wanted.dashboard)}`);
  if (isFailure(board)) return board;
  if (board.status !== 200)
    return row(`${board.status}`, `has no dashboard ${api.quote(wanted.dashboard)} (${board.status})`);
  const panel = panelsIn(group(board.value).dashboard).find((each) => isWanted(each, wanted.panel));
  if (!panel)
    return row(
      'no such panel',
      `has no panel ${api.quote(String(wanted.panel))} on its dashboard ${api.quote(wanted.dashboard)}`,
    );
  const queries = list(group(panel).targets)
    .filter((target) => group(target).hide !== true)
    .map((target) => ({
      datasource: group(panel).datasource,
      ...group(target),
      maxDataPoints: 100,
      intervalMs: 15_000,
    }));
  const body = JSON.stringify({ queries, from: `now-${Math.ceil(wanted.last / 1000)}s`, to: 'now' });
  const headers = { method: 'POST', body };
  const reply = await api('api/ds/query', headers);
  if (isFailure(reply)) return reply;
  const results = Object.values(group(group(reply.value).results));
  const error =
    results.map((result) => textAt(result, 'error')).find((each) => each !== '') ?? textAt(reply.value, 'message');
  if (reply.status !== 200 || error !== '') {
    const why = excerpt(error) || `it answers ${reply.status}`;
    return row(why, `cannot fill the panel ${excerpt(nameOf(panel))}: ${why}`);
  }
  const values = results
    .flatMap((result) => list(group(result).frames))
    .reduce<number>((sum, frame) => sum + valuesIn(frame), 0);
  return values > 0 ? row(`${values} values`) : row('no data', `has no data in the panel ${excerpt(nameOf(panel))}`);
}

/** Panels, those inside rows included. */
const panelsIn = (dashboard: unknown): readonly unknown[] =>
  list(group(dashboard).panels).flatMap((panel) => [panel, ...list(group(panel).panels)]);

const isWanted = (panel: unknown, wanted: number | string): boolean =>
  typeof wanted === 'number' ? group(panel).id === wanted : group(panel).title === wanted;

const nameOf = (panel: unknown): string => textAt(panel, 'title') || textAt(panel, 'id');

/** Numbers in a data frame's fields other than time; null is no value. */
function valuesIn(frame: unknown): number {
  const fields = list(group(group(frame).schema).fields);
  const columns = list(group(group(frame).data).values);
  return columns
    .filter((_, i) => textAt(fields[i], 'type') !== 'time')
    .reduce<number>((sum, column) => sum + list(column).filter((value) => value !== null).length, 0);
}
