import { type Instant, SECOND } from '../../core/time/instant.ts';
import { type Api, group, textAt } from '../../probes/api.ts';
import { type Series, seriesIn } from '../../probes/prometheus/series.ts';
import { type Failure, failure, isFailure, ourFailure } from '../../probes/wire/failure.ts';
import { remark } from '../../probes/wire/redact.ts';

/** The series of an instant query at a moment (Prometheus HTTP API, "Instant queries"). */
export async function ask(api: Api, promql: string, at: Instant): Promise<readonly Series[] | Failure> {
  const reply = await api(`api/v1/query?query=${encodeURIComponent(promql)}&time=${at / SECOND}`);
  if (isFailure(reply)) return reply;
  const { status, value } = reply;
  if (textAt(value, 'status') === 'success') {
    const { resultType } = group(group(value).data);
    if (resultType === 'vector' || resultType === 'scalar') return seriesIn(group(value).data);
    return failure('query', 'answers no numbers: write an expression that gives a vector or a scalar');
  }
  const error = remark(textAt(value, 'error'));
  if (error !== '') return failure('query', `cannot answer ${api.quote(promql)}: ${error}`);
  return ourFailure(`answers ${status} with something that is not of its documented shape`);
}
