import { isIP } from 'node:net';
import * as z from 'zod';

/** A name server as Node's resolver takes it. */
export const nameServer = () =>
  z.string().refine((text) => isServer(serverAddress(text)), {
    error: (issue) => `'${String(issue.input)}' is not a name server: write for example 192.0.2.53, or 192.0.2.53:5353`,
  });

const isServer = ({ host, port }: { readonly host: string; readonly port: number }): boolean =>
  isIP(host) !== 0 && port > 0 && port <= 65_535;

/** `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53`, `[2001:db8::53]:5353`. */
export function serverAddress(text: string): { readonly host: string; readonly port: number } {
  if (isIP(text) !== 0) return { host: text, port: 53 };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  return { host: bracketed ?? plain ?? '', port: Number(port ?? 0) };
}
