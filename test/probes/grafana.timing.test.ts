import { grafana } from '../../src/probes/grafana.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({ kind: grafana, settings: ({ port }) => ({ url: `http://127.0.0.1:${port}/` }) });
