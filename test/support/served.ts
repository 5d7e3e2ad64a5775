import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { type ServerType, serve } from '@hono/node-server';
import type { Simulation } from '../../src/simulation/driver.ts';
import { webApp } from '../../src/web/app.ts';
import { portsOf } from '../web/support/ports.ts';
import { runCommand } from './command.ts';

/** A Tocsin on virtual time behind a real socket: each question lets some of it pass, then `happens`. */
export class Served {
  #server: ServerType | undefined;

  /** Runs a command line against it. `passes`: milliseconds of virtual time for each question. */
  async open(
    simulation: Simulation,
    passes: number,
    happens: (s: Simulation) => Promise<unknown> = async () => {},
  ): Promise<(...line: readonly string[]) => ReturnType<typeof runCommand>> {
    const hosts: string[] = [];
    const app = webApp(portsOf(simulation, { hosts }));
    const fetch = async (request: Request) => {
      const answer = await app.fetch(request);
      await simulation.run(passes);
      await happens(simulation);
      return answer;
    };
    const address = await new Promise<AddressInfo>((resolve) => {
      this.#server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, resolve);
    });
    hosts.push(`127.0.0.1:${address.port}`);
    return (...line) => runCommand([...line, '--url', `http://127.0.0.1:${address.port}`], tmpdir());
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
