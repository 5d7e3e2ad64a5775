import { chownSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryFor, freePort, type RealServer, runOnce, startServer, unprivileged } from './server.ts';

const SQL = `
create database shop;
create table shop.orders (id int);
insert into shop.orders values (1), (2), (3);
create user 'tocsin'@'127.0.0.1' identified by 'swordfish!';
grant select on shop.* to 'tocsin'@'127.0.0.1';
create user 'owner'@'127.0.0.1' identified by 'swordfish!';
grant all on *.* to 'owner'@'127.0.0.1';
create user 'robot'@'127.0.0.1' identified by 'swordfish!' require x509;
grant select on shop.* to 'robot'@'127.0.0.1';
flush privileges;
`;

export interface MariadbOptions {
  /** `name=value` of the server's variables. */
  readonly settings?: readonly string[];
  /** Puts files into the server's directory, from where it reads them. */
  readonly prepare?: (directory: string) => void;
}

/**
 * A real MariaDB with users `tocsin`, who may only read, `robot`, who has to show a certificate, and `owner`, who may do
 * anything, all with the password `swordfish!`, a database `shop` and three orders in it.
 */
export async function mariadb({ settings = [], prepare = () => {} }: MariadbOptions = {}): Promise<{
  readonly server: RealServer;
  readonly port: number;
}> {
  const [as, port] = [unprivileged(), await freePort()];
  const directory = directoryFor(as);
  const data = join(directory, 'data');
  const own = ['--no-defaults', `--datadir=${data}`];
  runOnce({
    program: 'mariadb-install-db',
    args: [...own, '--auth-root-authentication-method=normal', '--skip-test-db'],
    directory,
    as,
  });
  prepare(directory);
  if (as) for (const name of readdirSync(directory)) chownSync(join(directory, name), as.uid, as.gid);
  const socket = join(directory, 'sock');
  const setup = join(directory, 'setup.sql');
  writeFileSync(setup, SQL);
  const server = startServer({
    program: 'mariadbd',
    args: [
      ...own,
      `--socket=${socket}`,
      `--pid-file=${join(directory, 'pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--init-file=${setup}`,
      ...settings.map((setting) => `--${setting}`),
    ],
    directory,
    as,
  });
  await server.until('ready', () => {
    runOnce({
      program: 'mariadb-admin',
      args: ['--no-defaults', `--socket=${socket}`, '-u', 'root', 'ping'],
      directory,
      as,
    });
    return true;
  });
  return { server, port };
}
