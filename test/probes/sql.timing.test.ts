import { describe } from '@jest/globals';
import { sql } from '../../src/probes/sql.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

for (const scheme of ['postgresql', 'mysql'])
  describe(scheme, () =>
    probeTimingContract({
      kind: sql,
      settings: ({ port }) => ({ url: `${scheme}://user:password@127.0.0.1:${port}/shop` }),
    }),
  );
