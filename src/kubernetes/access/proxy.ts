import { type Access, AccessError } from './access.ts';

/** An API server without credentials of ours, on this very machine: what `kubectl proxy` serves, which has them. */
export function fromProxy(address: string): Access {
  if (!isHere(address))
    throw new AccessError(
      `the proxy ${address} is not on this machine: \`kubectl proxy\` listens on http://127.0.0.1:8001, and everyone who reaches it may do what you may`,
    );
  return { server: address, tls: {}, headers: async () => ({}) };
}

/** Plain HTTP to loopback, and to nothing else. */
export function isHere(address: string): boolean {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : { protocol: '', hostname: '' };
  return protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
}
