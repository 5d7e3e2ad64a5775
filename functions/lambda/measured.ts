import type { Logger } from '@aws-lambda-powertools/logger';
import { watchedIncidents } from '../../src/adapters/aws/incident-metrics.ts';
import { MetricWriter } from '../../src/adapters/aws/metric-writer.ts';
import type { host } from './host.ts';

/** The same ports, whose incidents tell CloudWatch what became of them; `settled` before the function sleeps. */
export function measured<Ports extends ReturnType<typeof host>>(ports: Ports, logger: Logger) {
  const writer = new MetricWriter({ region: ports.here.installation.home });
  const onError = (where: string, error: unknown) => logger.error(where, error as Error);
  const { incidents, settled } = watchedIncidents(ports.incidents, (data) => writer.put(data), onError);
  return { ...ports, incidents, settled };
}
