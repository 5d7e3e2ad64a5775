import { describe, expect, it } from '@jest/globals';
import { loginOf } from '../../../src/probes/sql/login.ts';

const portOf = (scheme: string) => ({ postgresql: 5432, mysql: 3306 })[scheme] ?? 0;
const login = (url: string, tls?: boolean) => loginOf(url, tls, portOf);

describe('loginOf', () => {
  it('reads every piece, percent-encoding undone', () => {
    expect(login('postgresql+asyncpg://shop%40eu:p%40ss%2Fword@db.internal:6432/shop%20eu')).toEqual({
      scheme: 'postgresql',
      host: 'db.internal',
      port: 6432,
      user: 'shop@eu',
      password: 'p@ss/word',
      database: 'shop eu',
      tls: false,
    });
    expect(login('mysql://a:b@[::1]')).toMatchObject({ host: '[::1]', port: 3306, database: '' });
  });

  it.each([
    ['sslmode=require', true],
    ['sslmode=verify-full', true],
    ['ssl-mode=REQUIRED', true],
    ['ssl-mode=VERIFY_IDENTITY', true],
    ['ssl=true', true],
    ['ssl=require', true],
    ['sslmode=prefer', false],
    ['sslmode=disable', false],
    ['ssl-mode=DISABLED', false],
    ['ssl=0', false],
    ['application_name=require', false],
  ])('%s: TLS is %s, unless `tls` says otherwise', (query, tls) => {
    expect(login(`mysql://a:b@c/d?${query}`).tls).toBe(tls);
    expect(login(`mysql://a:b@c/d?${query}`, !tls).tls).toBe(!tls);
  });

  it.each(['', 'not a url', 'https://a:b@c/d', 'postgresql://c/d', 'postgresql://a:b@/d'])('%j is refused', (url) => {
    expect(() => login(url)).toThrow(
      /^the url is not the address of a database: postgresql:\/\/user:password@host\/database$/,
    );
  });
});
