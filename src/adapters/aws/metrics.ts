import type { CheckResult } from '../../core/check/check.ts';
import { type LookLine, lookLine } from '../../core/check/look-line.ts';
import type { Detail } from '../../core/installation.ts';
import { lookData } from '../../core/metrics.ts';
import type { ResultSink } from '../../core/ports.ts';
import type { MetricWriter } from './metric-writer.ts';

export interface MetricResultsOptions {
  readonly writer: Pick<MetricWriter, 'put'>;
  readonly detail: Detail;
  /** Takes one structured line a look. */
  readonly log: (line: LookLine) => void;
  /** Hears of metrics that could not be written: looks of later rounds must not be lost with them. */
  readonly onError: (where: string, error: unknown) => void;
}

/** Check results as metrics of CloudWatch, and as lines of the log. */
export class MetricResults implements ResultSink {
  readonly #options: MetricResultsOptions;

  constructor(options: MetricResultsOptions) {
    this.#options = options;
  }

  async record(results: readonly CheckResult[]): Promise<void> {
    if (results.length === 0) return;
    const { writer, detail, log, onError } = this.#options;
    for (const result of results) log(lookLine(result));
    try {
      await writer.put(lookData(results, detail));
    } catch (error) {
      onError('metrics', error);
    }
  }
}
