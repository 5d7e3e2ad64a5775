import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation, type ServingStatusMap } from 'grpc-health-check';
import type { Pair } from './tls.ts';

export interface GrpcPeer {
  readonly port: number;
  close(): Promise<void>;
}

/** A real gRPC server with the health service, over TLS where there is a certificate. Without statuses, without health. */
export async function grpcPeer(statuses: ServingStatusMap | undefined, pair?: Pair): Promise<GrpcPeer> {
  const server = new Server();
  if (statuses) new HealthImplementation(statuses).addToServer(server);
  const credentials = pair
    ? ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(pair.cert), private_key: Buffer.from(pair.key) }])
    : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return {
    port,
    close: async () => server.forceShutdown(),
  };
}
