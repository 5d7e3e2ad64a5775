import { backend } from './backend.ts';
import { Database } from './database.ts';
import { deploys } from './deploys.ts';
import { frontend } from './frontend.ts';
import { ingress } from './ingress.ts';
import { BAD, FAULTS, type Fault, isFault, ShopState } from './state.ts';

export interface Shop {
  readonly ports: {
    readonly ingress: number;
    readonly backend: number;
    readonly frontend: number;
    readonly database: number;
    readonly deploys: number;
  };
  readonly faults: typeof FAULTS;
  /** Throws for a fault there is not. */
  break(what: string): Promise<void>;
  repair(): Promise<void>;
  broken(): readonly string[];
  stop(): Promise<void>;
}

/** A small real shop on loopback: five servers on five ports in a row, beginning with the ingress at `base`. */
export async function startShop({
  base = 4781,
  now = Date.now,
}: {
  readonly base?: number;
  readonly now?: () => number;
} = {}): Promise<Shop> {
  const ports = { ingress: base, backend: base + 1, frontend: base + 2, database: base + 3, deploys: base + 4 };
  const state = new ShopState(now());
  const database = new Database(ports.database);
  const way = ingress(ports.ingress, ports.backend, ports.frontend);
  const servers = [
    database,
    backend(ports.backend, state, ports.database),
    frontend(ports.frontend, state, ports.backend),
    way,
    deploys(ports.deploys, state, now),
  ];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    for (const server of servers) await server.open();
  } catch (cause) {
    await stop();
    throw new Error(
      `the demo's shop needs the ports ${base} to ${base + 4} on 127.0.0.1, and one is in use: stop what uses it`,
      { cause },
    );
  }

  /** What breaking something does beyond saying so. */
  const effects: Partial<Record<Fault, () => Promise<void> | void>> = {
    ingress: () => way.close(),
    database: () => database.close(),
    deploy: () => state.deploy(BAD, false, now()),
  };
  return {
    ports,
    faults: FAULTS,
    break: async (what) => {
      if (!isFault(what))
        throw new Error(`there is no fault '${what}': there is ${FAULTS.map((fault) => fault.name).join(', ')}`);
      if (state.broken.has(what)) return;
      state.broken.add(what);
      await effects[what]?.();
    },
    repair: async () => {
      if (state.broken.has('deploy')) state.rollBack(now());
      state.broken.clear();
      await Promise.all([way.open(), database.open()]);
    },
    broken: () => [...state.broken],
    stop,
  };
}
