import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { freePort, type Program, startServer } from './program.ts';

/** Debian's nginx with a small page, on plain HTTP and on TLS with an authority of its own. */
export interface Nginx extends Program {
  readonly plain: Site;
  /** With an RSA certificate of 2048 bits, and with an ECDSA one on P-256. */
  readonly rsa: Site;
  readonly ecdsa: Site;
  /** Connections and requests so far, as nginx counts them; asking is one of each. */
  counts(): Promise<{ readonly connections: number; readonly requests: number }>;
}

export interface Site {
  readonly url: string;
  /** Whom to trust: as PEM, and where it lies. */
  readonly ca?: string;
  readonly caFile?: string;
}

const PAGE = `<!doctype html><title>Shop</title><h1>Shop</h1><p>${'Good things. '.repeat(40)}</p>\n`;

export async function startNginx(): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-nginx-'));
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };
  const [port, rsaPort, ecdsaPort] = [await freePort(), await freePort(), await freePort()];
  const [rsa, ecdsa] = [await certificate('rsa'), await certificate('ec')];
  const secure = (name: string, at: number, { cert, key }: Certificate) => `  server {
    listen 127.0.0.1:${at} ssl backlog=4096; root ${directory};
    ssl_certificate ${file(`${name}.pem`, cert)}; ssl_certificate_key ${file(`${name}.key`, key)};
  }`;
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
    root ${directory};
    location = /counts { stub_status; }
  }
${secure('rsa', rsaPort, rsa)}
${secure('ecdsa', ecdsaPort, ecdsa)}
}
`,
  );
  const program = await startServer('nginx', ['-c', config, '-e', 'stderr'], port);
  const url = `http://127.0.0.1:${port}/`;
  return {
    ...program,
    plain: { url },
    rsa: { url: `https://127.0.0.1:${rsaPort}/`, ca: rsa.ca, caFile: file('rsa-ca.pem', rsa.ca) },
    ecdsa: { url: `https://127.0.0.1:${ecdsaPort}/`, ca: ecdsa.ca, caFile: file('ecdsa-ca.pem', ecdsa.ca) },
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

interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Who signed it. */
  readonly ca: string;
}

/** A certificate for 127.0.0.1, and an authority of its own that signed it. */
async function certificate(keyType: 'rsa' | 'ec'): Promise<Certificate> {
  const common = { keyType, keySize: 2048, algorithm: 'sha256' };
  const ca = await generate([{ name: 'commonName', value: `Authority ${keyType}` }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const made = await generate([{ name: 'commonName', value: 'shop' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
    ca: { key: ca.private, cert: ca.cert },
  });
  return { cert: made.cert, key: made.private, ca: ca.cert };
}
