import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { reach } from './lambda/sender.ts';
import { tell } from './tell.ts';

const logger = loggerOf('tell');
const ports = measured(host(), logger);

export const handler = lambda(
  'tell',
  work,
  tell({ ...ports, ...(await reach(ports, (message) => logger.info('console', { message }))) }),
  { logger, settled: ports.settled },
);
