import { registry } from '../core/registry.ts';
import type { ProbeKind } from './define.ts';
import { flow } from './flow.ts';
import { heartbeat } from './heartbeat.ts';
import { http } from './http.ts';
import { page } from './page.ts';

/** Every kind of check, by name. */
export const probes: ReadonlyMap<string, ProbeKind> = registry<ProbeKind>('probe', [http, page, flow, heartbeat]);
