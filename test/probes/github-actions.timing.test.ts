import { githubActions } from '../../src/probes/github-actions.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({
  kind: githubActions,
  settings: ({ port }) => ({ repository: 'example/shop', 'api-url': `http://127.0.0.1:${port}` }),
});
