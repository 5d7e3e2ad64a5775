import { Functions } from '../src/adapters/aws/invoke.ts';
import { remoteObserver } from '../src/adapters/aws/remote-observer.ts';
import { confirm } from './confirm.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { resultSink } from './lambda/results.ts';

const logger = loggerOf('confirm');
const ports = measured(host(), logger);
const { here, table } = ports;
const observer = remoteObserver({ ...here, ...ports, functions: new Functions() });

export const handler = lambda(
  'confirm',
  work,
  confirm({ ...ports, observer, memory: table.memory, results: resultSink(here, logger) }),
  { logger, settled: ports.settled },
);
