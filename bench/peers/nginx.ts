import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authority, certificate } from '../../test/support/peers/tls.ts';
import { freePort, type Program, startServer } from './program.ts';

/** Debian's nginx with a small page, on plain HTTP and on TLS with an authority of its own. */
export interface Nginx extends Program {
  readonly url: string;
  readonly secureUrl: string;
  /** The authority's certificate: as PEM, and where it lies. */
  readonly ca: string;
  readonly caFile: string;
  /** Connections and requests so far, as nginx counts them; asking is one of each. */
  counts(): Promise<{ readonly connections: number; readonly requests: number }>;
}

const PAGE = `<!doctype html><title>Shop</title><h1>Shop</h1><p>${'Good things. '.repeat(40)}</p>\n`;

export async function startNginx(): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-nginx-'));
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };
  const [port, securePort] = [await freePort(), await freePort()];
  const ca = await authority();
  const pair = await certificate({ ca });
  const caFile = file('ca.pem', ca.cert);
  file('index.html', PAGE);
  const config = file(
    'nginx.conf',
    `daemon off; master_process off; pid ${directory}/pid; error_log stderr crit;
events { worker_connections 8192; }
http {
  access_log off; default_type text/html;
  client_body_temp_path ${directory}/1; proxy_temp_path ${directory}/2; fastcgi_temp_path ${directory}/3;
  uwsgi_temp_path ${directory}/4; scgi_temp_path ${directory}/5;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    listen 127.0.0.1:${securePort} ssl backlog=4096;
    ssl_certificate ${file('cert.pem', pair.cert)}; ssl_certificate_key ${file('key.pem', pair.key)};
    root ${directory};
    location = /counts { stub_status; }
  }
}
`,
  );
  const program = await startServer('nginx', ['-c', config, '-e', 'stderr'], port);
  const url = `http://127.0.0.1:${port}/`;
  return {
    ...program,
    url,
    secureUrl: `https://127.0.0.1:${securePort}/`,
    ca: ca.cert,
    caFile,
    counts: async () => {
      const text = await (await fetch(`${url}counts`, { headers: { connection: 'close' } })).text();
      const [, , handled, requests] = /(\d+) (\d+) (\d+)/.exec(text.replace(/\D+/g, ' '))?.map(Number) ?? [];
      // stub_status: active, then accepted, handled, requests.
      return { connections: handled ?? 0, requests: requests ?? 0 };
    },
    stop: async () => {
      await program.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
