import { grpc } from '../../src/probes/grpc.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({ kind: grpc, settings: ({ port }) => ({ host: '127.0.0.1', port }) });
