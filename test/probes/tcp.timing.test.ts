import { tcp } from '../../src/probes/tcp.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({
  kind: tcp,
  settings: ({ port }) => ({ host: '127.0.0.1', port, expect: { banner: 'SSH' } }),
});
