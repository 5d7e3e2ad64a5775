import { afterEach } from '@jest/globals';

/** Starts peers that the end of each test closes. */
export function kept(): <P extends { close(): Promise<void> }>(peer: Promise<P>) => Promise<P> {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const peer of open.splice(0)) await peer.close();
  });
  return async (peer) => {
    open.push(await peer);
    return peer;
  };
}
