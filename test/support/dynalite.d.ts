declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** DynamoDB in this process; tables live in memory. */
  export default function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
  }): Server;
}
