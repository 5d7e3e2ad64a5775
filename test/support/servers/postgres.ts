import { chownSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryFor, freePort, type RealServer, runOnce, startServer, unprivileged } from './server.ts';

export interface PostgresOptions {
  /** `name=value` of postgresql.conf. */
  readonly settings?: readonly string[];
  /** Puts files into the data directory. */
  readonly prepare?: (directory: string) => void;
}

const SQL = `
alter role owner password 'swordfish!';
create role tocsin login password 'swordfish!';
create role robot login password 'swordfish!';
create database shop owner tocsin;
\\connect shop
create table orders (id int);
insert into orders values (1), (2), (3);
grant select on orders to tocsin;
`;

/**
 * A real PostgreSQL with users `tocsin`, `robot` and `owner`, who may do anything, all with the password `swordfish!`, a
 * database `shop` and three orders in it.
 */
export async function postgres({ settings = [], prepare = () => {} }: PostgresOptions = {}): Promise<{
  readonly server: RealServer;
  readonly port: number;
}> {
  const [as, port] = [unprivileged(), await freePort()];
  const directory = directoryFor(as);
  runOnce({
    program: 'initdb',
    args: ['-D', directory, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8'],
    directory,
    as,
  });
  writeFileSync(join(directory, 'pg_hba.conf'), 'local all owner trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
  prepare(directory);
  if (as) for (const name of readdirSync(directory)) chownSync(join(directory, name), as.uid, as.gid);
  const options = ['fsync=off', ...settings].flatMap((setting) => ['-c', setting]);
  const server = startServer({
    program: 'postgres',
    args: ['-D', directory, '-k', directory, '-p', String(port), '-h', '127.0.0.1', ...options],
    directory,
    as,
    ending: 'SIGQUIT',
  });
  const psql = { program: 'psql', directory, as };
  const to = ['-h', directory, '-p', String(port), '-U', 'owner', '-v', 'ON_ERROR_STOP=1'];
  await server.until('ready', () => {
    runOnce({ ...psql, args: [...to, '-d', 'postgres', '-c', 'select 1'] });
    return true;
  });
  writeFileSync(join(directory, 'setup.sql'), SQL);
  runOnce({ ...psql, args: [...to, '-d', 'postgres', '-f', join(directory, 'setup.sql')] });
  return { server, port };
}
