import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { looks } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { signal } from './signal.ts';

const logger = loggerOf('signal');
const ports = measured(host(), logger);

export const handler = lambda('signal', looks, signal(ports), { logger, settled: ports.settled });
