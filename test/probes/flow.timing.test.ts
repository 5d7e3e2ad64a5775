import { flow } from '../../src/probes/flow.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({
  kind: flow,
  settings: ({ port }) => ({ url: `http://127.0.0.1:${port}/`, steps: [{ name: 'look', url: '/' }] }),
});
