import { tls } from '../../src/probes/tls.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({ kind: tls, silence: 'tls_timeout', settings: ({ port }) => ({ host: '127.0.0.1', port }) });
