import { request as forward } from 'node:http';
import { Listener, pathOf, text } from './listener.ts';

/** The way in: `/api/…` goes to the backend, everything else to the frontend; 502 where that does not answer. */
export function ingress(port: number, backendPort: number, frontendPort: number): Listener {
  return new Listener(port, (incoming, response) => {
    const isApi = pathOf(incoming).startsWith('/api/');
    const path = isApi ? (incoming.url ?? '/').slice('/api'.length) : incoming.url;
    const upstream = forward(
      {
        host: '127.0.0.1',
        port: isApi ? backendPort : frontendPort,
        path,
        method: incoming.method,
        headers: { ...incoming.headers, connection: 'close' },
      },
      (answer) => {
        const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers);
        // Cut off half-way: so is the answer to whoever asked.
        answer.on('error', () => response.destroy());
        answer.pipe(response);
      },
    );
    upstream.on('error', () => response.headersSent || text(response, 502, 'text/plain', '502 Bad Gateway'));
    response.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
}
