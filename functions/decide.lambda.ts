import { decide } from './decide.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { run } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';

const logger = loggerOf('decide');
const ports = measured(host(), logger);

export const handler = lambda('decide', run, decide(ports), { logger, settled: ports.settled });
