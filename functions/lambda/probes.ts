import { functionOf, LOOK } from '../../src/core/installation.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { ProbeKind } from '../../src/probes/define.ts';
import { kindNames, kindsOf } from './kinds.ts';

/** The probe kinds of the plan that this function carries: what needs a browser has functions of its own. */
export const probesHere = ({ monitors }: Plan): Promise<ReadonlyMap<string, ProbeKind>> =>
  kindsOf<ProbeKind>(
    'probe',
    kindNames(monitors).filter((kind) => functionOf(kind) === (process.env.TOCSIN_LOOK ?? LOOK)),
  );
