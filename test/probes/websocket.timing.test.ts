import { websocket } from '../../src/probes/websocket.ts';
import { probeTimingContract } from '../support/probe-contract.ts';

probeTimingContract({ kind: websocket, settings: ({ port }) => ({ url: `ws://127.0.0.1:${port}/` }) });
