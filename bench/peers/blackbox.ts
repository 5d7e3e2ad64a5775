import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Program, startServer } from './program.ts';

export interface Blackbox extends Program {
  /** Probes a URL so many times, so many at once; throws where one did not succeed. */
  probe(url: string, count: number, atOnce: number): Promise<void>;
}

/** Debian's `prometheus-blackbox-exporter` with the module http_2xx; it reads `caFile`, where there is one, at each probe. */
export async function startBlackbox(caFile?: string): Promise<Blackbox> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-blackbox-'));
  const config = join(directory, 'blackbox.yml');
  const tls = caFile === undefined ? '' : `, tls_config: { ca_file: ${caFile} }`;
  writeFileSync(config, `modules: { http_2xx: { prober: http, http: { preferred_ip_protocol: ip4${tls} } } }\n`);
  const port = await freePort();
  const args = [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'];
  const program = await startServer('prometheus-blackbox-exporter', args, port);
  // The connections that ask are kept: only the probes' own are to be fresh.
  const agent = new Agent({ keepAlive: true });
  return {
    ...program,
    probe: async (url, count, atOnce) => {
      const ask = `http://127.0.0.1:${port}/probe?module=http_2xx&target=${encodeURIComponent(url)}`;
      agent.maxSockets = atOnce;
      let left = count;
      const worker = async () => {
        while (left-- > 0) {
          const metrics = await textOf(ask, agent);
          if (!/^probe_success 1$/m.test(metrics)) throw new Error(`blackbox-exporter did not succeed:\n${metrics}`);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
    },
    stop: async () => {
      agent.destroy();
      await program.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const textOf = (url: string, agent: Agent): Promise<string> =>
  new Promise((settle, fail) => {
    get(url, { agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () => settle(text));
      answer.once('error', fail);
    }).once('error', fail);
  });
