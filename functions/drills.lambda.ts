import { drill } from './drill.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { anything } from './lambda/inputs.ts';
import { measured } from './lambda/measured.ts';
import { plannedDrills } from './planned-drills.ts';

const logger = loggerOf('drills');
const ports = measured(host(), logger);
const begin = drill(ports);

/** Called when a drill of the config is due: which ones are is the config's to say. */
export const handler = lambda('drills', anything, () => plannedDrills({ ...ports, drill: begin }), {
  logger,
  settled: ports.settled,
});
