import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricWriter } from '../../src/adapters/aws/metric-writer.ts';
import { MetricResults } from '../../src/adapters/aws/metrics.ts';
import type { ResultSink } from '../../src/core/ports.ts';
import type { Asset } from './asset.ts';

/** What becomes of looks: metrics in the home region, whose alarms are the second door, and a line each in the log. */
export const resultSink = ({ installation }: Asset, logger: Logger): ResultSink =>
  new MetricResults({
    writer: new MetricWriter({ region: installation.home }),
    detail: installation.detail,
    log: (line) => logger.info('looked', { look: line }),
    onError: (where, error) => logger.error(where, error as Error),
  });
