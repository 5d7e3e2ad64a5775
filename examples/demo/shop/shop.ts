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

/**
 * A small real shop on loopback: five servers on five ports in a row, beginning with the ingress at `base`; on any five
 * free ones where `base` is 0. Throws, with a remedy, where a port is in use.
 */
export async function startShop({
  base = 4781,
  now = Date.now,
}: {
  readonly base?: number;
  readonly now?: () => number;
} = {}): Promise<Shop> {
  const nth = (i: number) => (base === 0 ? 0 : base + i);
  const state = new ShopState(now());
  const opened: { close(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(opened.map((server) => server.close()));
  };
  const open = async <Server extends { open(): Promise<void>; close(): Promise<void> }>(server: Server) => {
    await server.open();
    opened.push(server);
    return server;
  };
  /** From the back to the front: each needs to know where the one behind it listens. */
  const openAll = async () => {
    const store = await open(new Database(nth(3)));
    const api = await open(backend(nth(1), state, store.port));
    const page = await open(frontend(nth(2), state, api.port));
    const deployer = await open(deploys(nth(4), state, api.port, now));
    const way = await open(ingress(nth(0), api.port, page.port));
    const ports = {
      ingress: way.port,
      backend: api.port,
      frontend: page.port,
      database: store.port,
      deploys: deployer.port,
    };
    return { database: store, way, ports };
  };
  const { database, way, ports } = await openAll().catch(async (cause: unknown) => {
    await stop();
    throw new Error(
      `the demo's shop needs the ports ${base} to ${base + 4} on 127.0.0.1, and one is in use: stop what uses it`,
      { cause },
    );
  });

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
