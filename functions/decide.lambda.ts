import { until } from '../src/adapters/system/until.ts';
import { SECOND } from '../src/core/time/instant.ts';
import { decide } from './decide.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { run } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';

const logger = loggerOf('decide');
const ports = measured(host(), logger);

/** Three transitions cost as much as ten seconds of this function, and add half a second each. */
const shortWaits = { each: 6 * SECOND, all: 30 * SECOND, until: (at: number) => until(ports.clock, at) };

export const handler = lambda('decide', run, decide({ ...ports, shortWaits }), { logger, settled: ports.settled });
