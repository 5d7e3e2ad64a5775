import type { InboundSource } from '../plan.ts';
import { readAlertmanager } from './alertmanager.ts';
import { readCloudWatch } from './cloudwatch.ts';
import { readGeneric } from './generic.ts';
import { readGrafana } from './grafana.ts';
import type { Reader } from './reading.ts';

/** Who reads whose messages. */
export const READERS: Readonly<Record<InboundSource, Reader>> = {
  alertmanager: readAlertmanager,
  grafana: readGrafana,
  cloudwatch: readCloudWatch,
  generic: readGeneric,
};
