import type { Logger } from '@aws-lambda-powertools/logger';
import type { ResultSink } from '../../src/core/ports.ts';
import type { Asset } from './asset.ts';

export const resultSink = (_here: Asset, logger: Logger): ResultSink => ({
  record: async (results) => {
    for (const { monitor, location, verdict, code, text, phases } of results)
      logger.info('checked', { monitor, location, verdict, code, text, phases });
  },
});
