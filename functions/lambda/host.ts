import { openTable } from '../../src/adapters/aws/open.ts';
import { StepFunctionsRuns } from '../../src/adapters/aws/runs.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { randomIds } from '../../src/adapters/system/ids.ts';
import { type Asset, asset } from './asset.ts';

/** What every step that changes an incident needs, on AWS: the stores of the one table, and the workflow's runs (rule 2). */
export function host(here: Asset = asset()) {
  const { installation, plan, partition, account } = here;
  const table = openTable({ name: installation.prefix, region: installation.home });
  return {
    here,
    table,
    clock: systemClock,
    ids: randomIds,
    plan: () => plan,
    incidents: table.incidents,
    policies: table.policies,
    mutes: table.mutes,
    runs: new StepFunctionsRuns({ installation, partition, account }),
  };
}
