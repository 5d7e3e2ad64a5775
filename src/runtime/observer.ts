import * as z from 'zod';
import type { CheckResult } from '../core/check/check.ts';
import type { HeartbeatLog } from '../core/check/heartbeat.ts';
import { unseen } from '../core/check/unseen.ts';
import type { MonitorPlan, Plan } from '../core/plan.ts';
import type { Clock, Observer, Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import type { Platform, ProbeKind } from '../probes/define.ts';
import { http } from '../probes/http.ts';
import { look } from '../probes/look.ts';
import { withSecrets } from './secrets.ts';

export interface ObserverPorts {
  readonly probes: ReadonlyMap<string, ProbeKind>;
  /** Where this runs. */
  readonly platform: Platform;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  /** What jobs reported; a command that looks once from somewhere else has none. */
  readonly heartbeats?: HeartbeatLog;
}

const CONTROL = 5_000;

/** Looks at monitors from here. Whatever goes wrong on our side is `unknown` with its cause, never an exception. */
export function observerOf(ports: ObserverPorts): Observer {
  const { clock, plan } = ports;
  const warm = new Set<string>();
  return {
    look: async (name, location, slot) => {
      const monitor = plan().monitors[name];
      if (!monitor) throw new Error(`there is no monitor '${name}'`);
      const isFirst = !warm.has(monitor.kind);
      warm.add(monitor.kind);
      const result = await observe(monitor, ports, location, slot, false);
      return isFirst ? { ...result, cold: true } : result;
    },
    control: async () => {
      const { control } = plan();
      if (control === undefined) return 'none';
      // Any answer at all will do: it is only to tell whether we can see anything.
      const settings = z.object(http.shape).parse({ url: control, expect: { status: 'any' } });
      const context = {
        timeout: CONTROL,
        allowNetworks: plan().allowNetworks,
        trace: false,
        secrets: [],
        now: clock.now(),
        platform: ports.platform,
        monitor: 'control endpoint',
      };
      const { verdict } = await look(http, settings, context);
      return verdict === 'down' ? 'down' : verdict === 'unknown' ? 'none' : 'up';
    },
  };
}

/** One look at a monitor, with its settings' secrets resolved; `trace` keeps the whole conversation. */
export async function observe(
  monitor: MonitorPlan,
  ports: ObserverPorts,
  location: string,
  slot: number,
  trace: boolean,
): Promise<CheckResult> {
  const startedAt = ports.clock.now();
  const about = { monitor: monitor.name, location, slot, startedAt };
  try {
    const probe = ports.probes.get(monitor.kind);
    if (!probe) throw new Error(`there is no probe kind '${monitor.kind}'`);
    const { settings, values } = await withSecrets(monitor.settings, ports.secrets);
    const finding = await look(probe, settings, {
      timeout: monitor.timeout,
      allowNetworks: ports.plan().allowNetworks,
      trace,
      secrets: values,
      now: startedAt,
      platform: ports.platform,
      monitor: monitor.name,
      ...(ports.heartbeats ? { heartbeats: ports.heartbeats } : {}),
    });
    return { ...finding, ...about };
  } catch (error) {
    return unseen(about, reasonOf(error));
  }
}
