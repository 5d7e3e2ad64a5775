import type { Hono } from 'hono';
import type { Simulation } from '../../../src/simulation/driver.ts';
import { webApp } from '../../../src/web/app.ts';
import type { WebPorts } from '../../../src/web/ports.ts';
import { HOST, portsOf } from './ports.ts';

/** A client of the API over a simulated Tocsin. */
export class Client {
  readonly app: Hono;

  constructor(simulation: Simulation, more: Partial<WebPorts> = {}) {
    this.app = webApp(portsOf(simulation, more));
  }

  /** Asks as a browser or curl would; `host` included. */
  async ask(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    return this.app.request(path, { ...init, headers: { host: HOST, ...init.headers } });
  }

  async get<T = Record<string, never>>(path: string): Promise<T> {
    const response = await this.ask(path);
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Sends JSON; the status and what was answered. */
  async send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await this.ask(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as { ok?: boolean; text?: string; error?: string };
    return { status: response.status, ...answer };
  }
}
