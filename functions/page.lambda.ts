import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { reach } from './lambda/sender.ts';
import { page } from './page.ts';

const logger = loggerOf('page');
const ports = measured(host(), logger);
const { copied, ...reached } = await reach(ports, logger);
const { ledger, deploys } = ports.table;
const onError = (where: string, error: unknown) => logger.error(where, error as Error);

export const handler = lambda('page', work, page({ ...ports, ...reached, ledger, deploys, onError }), {
  logger,
  settled: async () => void (await Promise.all([ports.settled(), copied()])),
});
