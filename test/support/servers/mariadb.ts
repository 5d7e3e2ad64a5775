import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryFor, freePort, type RealServer, runOnce, startServer, unprivileged } from './server.ts';

const SQL = `
create database shop;
create table shop.orders (id int);
insert into shop.orders values (1), (2), (3);
create user 'tocsin'@'127.0.0.1' identified by 'swordfish!';
grant select on shop.* to 'tocsin'@'127.0.0.1';
flush privileges;
`;

/** A real MariaDB with a user `tocsin`, password `swordfish!`, a database `shop` and three orders in it. */
export async function mariadb(): Promise<{ readonly server: RealServer; readonly port: number }> {
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
