import type { RemedyDeclaration } from '../src/remedies/define.ts';
import { remediesOf } from '../src/runtime/remedies.ts';
import { lambda } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { work } from './lambda/inputs.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { secretsOf } from './lambda/secrets.ts';
import { remedy } from './remedy.ts';

const ports = host();
const { here, clock, plan } = ports;
const kinds = await kindsOf<RemedyDeclaration>('remedy', kindNames(here.plan.remedies));

export const handler = lambda(
  'remedy',
  work,
  remedy({ ...ports, remedies: remediesOf({ remedies: kinds, clock, plan, secrets: secretsOf(here) }) }),
);
