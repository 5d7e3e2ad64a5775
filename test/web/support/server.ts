import { type ServerType, serve } from '@hono/node-server';
import { webApp } from '../../../src/web/app.ts';
import { portsOf } from './ports.ts';
import { richHistory } from './rich.ts';
import { demoOf, SCENES } from './scenes.ts';

/** Serves one scene, its virtual time running with the real one. */
export async function serveScene(name: string, port: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const make = SCENES[name];
  if (!make) throw new Error(`there is no scene '${name}'; there are ${Object.keys(SCENES).join(', ')}`);
  const simulation = await make();
  const hosts: string[] = [];
  const ports = portsOf(simulation, {
    history: richHistory(simulation),
    demo: demoOf(simulation),
    hosts,
    onError: (where, error) => console.error(where, error),
  });
  let [last, busy] = [performance.now(), false];
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    const now = performance.now();
    await simulation.run(Math.round(now - last));
    last = now;
    ports.changes.announce();
    busy = false;
  }, 500);
  const server = await new Promise<ServerType>((resolve) => {
    const made = serve({ fetch: webApp(ports).fetch, hostname: '127.0.0.1', port }, ({ port: bound }) => {
      hosts.push(`127.0.0.1:${bound}`);
      resolve(made);
    });
  });
  return {
    url: `http://${hosts[0]}`,
    stop: async () => {
      clearInterval(timer);
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// node test/web/support/server.ts p1 4790
if (process.argv[1]?.endsWith('web/support/server.ts')) {
  const { url } = await serveScene(process.argv[2] ?? 'p1', Number(process.argv[3] ?? 4790));
  console.log(url);
}
