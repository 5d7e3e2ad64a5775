import { expect, it } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { websocket } from '../../src/probes/websocket.ts';
import { probeTimingContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

probeTimingContract({ kind: websocket, settings: ({ port }) => ({ url: `ws://127.0.0.1:${port}/` }) });

it('websocket: a flood of messages keeps nobody from the deadline (W1)', async () => {
  // Each is long enough for a pattern to be tried with care, which takes time.
  const messages = Buffer.concat(
    Array.from({ length: 3_000 }, () => Buffer.from(`\x81\x14${'x'.repeat(20)}`, 'latin1')),
  );
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (_client, { socket }) => {
    socket.on('error', () => {});
    const more = () => {
      while (!socket.destroyed && socket.write(messages));
    };
    socket.on('drain', more);
    more();
  });
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  const settings = { url: `ws://127.0.0.1:${port}/`, expect: { message: '/^y+$/' } };
  const started = performance.now();
  const finding = await run(websocket, settings, { timeout: 300 });
  const took = performance.now() - started;
  await new Promise((closed) => server.close(closed));
  expect(took).toBeLessThan(400);
  expect(finding).toMatchObject({ verdict: 'down', code: 'websocket' });
});
