import { prometheus } from '../../src/probes/prometheus.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({ kind: prometheus, settings: ({ port }) => ({ url: `http://127.0.0.1:${port}/` }) });
