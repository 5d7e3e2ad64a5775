import type { RemedyDeclaration } from '../src/remedies/define.ts';
import { remediesOf } from '../src/runtime/remedies.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { measured } from './lambda/measured.ts';
import { secretsOf } from './lambda/secrets.ts';
import { remedy } from './remedy.ts';

const logger = loggerOf('remedy');
const ports = measured(host(), logger);
const { here, clock, plan } = ports;
const kinds = await kindsOf<RemedyDeclaration>('remedy', kindNames(here.plan.remedies));

export const handler = lambda(
  'remedy',
  work,
  remedy({ ...ports, remedies: remediesOf({ remedies: kinds, clock, plan, secrets: secretsOf(here) }) }),
  { logger, settled: ports.settled },
);
