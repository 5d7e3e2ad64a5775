import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { reach } from './lambda/sender.ts';
import { tell } from './tell.ts';

const logger = loggerOf('tell');
const ports = measured(host(), logger);
const { copied, ...reached } = await reach(ports, logger);

export const handler = lambda('tell', work, tell({ ...ports, ...reached }), {
  logger,
  settled: async () => void (await Promise.all([ports.settled(), copied()])),
});
