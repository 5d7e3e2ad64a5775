import * as z from 'zod';
import { type Api, group, textAt } from '../api.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Failure, isFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';
import { type Series, seriesIn } from './series.ts';

const one = z
  .strictObject({
    promql: z.string().min(1).describe('an instant query'),
    'at-least': z.number().optional(),
    'at-most': z.number().optional(),
  })
  .refine(
    (query) => query['at-least'] !== undefined || query['at-most'] !== undefined,
    'set at-least, at-most or both',
  );

export const queries = z.union([one.transform((query) => [query]), z.array(one).min(1)]);

type Query = z.output<typeof one>;

/** Runs instant queries. No data is broken: an expression that matches nothing never alerts anybody. */
export async function judgeQuery(api: Api, all: z.output<typeof queries>): Promise<readonly Judged[] | Failure> {
  const judged: Judged[] = [];
  for (const query of all) {
    const reply = await api(`api/v1/query?query=${encodeURIComponent(query.promql)}`);
    if (isFailure(reply)) return reply;
    judged.push(judgeOne(query, reply.value, api.quote(query.promql)));
  }
  return judged;
}

function judgeOne(query: Query, answer: unknown, promql: string): Judged {
  const name = `query ${promql}`;
  const base = { name, expected: bounds(query), code: 'query' as const };
  if (textAt(answer, 'status') !== 'success') {
    const error = excerpt(textAt(answer, 'error')) || 'no result';
    return { ...base, seen: error, ok: false, says: `cannot answer ${promql}: ${error}` };
  }
  const series = seriesIn(group(answer).data);
  if (series.length === 0) return { ...base, seen: 'no data', ok: false, says: `has no data for ${promql}` };
  const outside = series.filter(({ value }) => !fits(query, value));
  const [worst] = outside;
  const seen = (outside.length > 0 ? outside : series).slice(0, 3).map(shown).join(', ');
  const more = outside.length > 1 ? `, and ${outside.length - 1} more series` : '';
  const says = worst ? `has ${shown(worst)} for ${promql} instead of ${bounds(query)}${more}` : '';
  return { ...base, seen, ok: outside.length === 0, says };
}

/** NaN fits nothing. */
const fits = ({ 'at-least': least, 'at-most': most }: Query, value: number): boolean =>
  !Number.isNaN(value) && value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);

const bounds = ({ 'at-least': least, 'at-most': most }: Query): string =>
  [...(least === undefined ? [] : [`at least ${least}`]), ...(most === undefined ? [] : [`at most ${most}`])].join(
    ' and ',
  );

const shown = ({ labels, value }: Series): string => excerpt(`${value}${labels === '' ? '' : ` at ${labels}`}`);
