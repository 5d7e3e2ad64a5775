import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from '../../../src/diagnosis/logs/redact.ts';

// Put together here, so that nothing that looks like a secret stands in this file.
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjMifQ', 'c2lnbmF0dXJlLW9mLW5vdGhpbmc'].join('.');
const AWS = `AKIA${'ABCDEFGH12345678'}`;
const KEY = (what: string) => `-----${what} RSA PRIVATE KEY-----`;
const BASE64 = 'MIIEpAIBAAKCAQEAx5f0Qm0zq3bW';

describe('a log without its secrets', () => {
  it.each([
    ['could not connect to postgresql://shop:s3cr@t@db:5432/shop', 'postgresql://shop:[redacted]@db:5432/shop'],
    ['mysql+pymysql://shop:s3/cr@t@db/shop', 'mysql+pymysql://shop:[redacted]@db/shop'],
    ['redis://:hunter22@cache:6379', 'redis://:[redacted]@cache:6379'],
    ['GET /x Authorization: Bearer abc.def-ghi', 'GET /x Authorization: [redacted]'],
    ["{'authorization': 'Basic dXNlcjpwYXNz', 'accept': '*/*'}", "{'authorization': '[redacted]', 'accept': '*/*'}"],
    ['DB_PASSWORD=hunter22 LOG_LEVEL=info', 'DB_PASSWORD=[redacted] LOG_LEVEL=info'],
    ['GET /reset?token=abcdef&page=2 200', 'GET /reset?token=[redacted]&page=2 200'],
    ['{"api_key": "abc def", "level": "info"}', '{"api_key": "[redacted]", "level": "info"}'],
    ['{"msg":"{\\"password\\":\\"hunter22\\"}"}', '{"msg":"{\\"password\\":\\"[redacted]\\"}"}'],
    ["input_value={'secret_key': 'abc', 'debug': True}", "input_value={'secret_key': '[redacted]', 'debug': True}"],
    ['Set-Cookie: session=abc; Path=/', 'Set-Cookie: [redacted]'],
    [`jwt ${JWT} refused`, 'jwt [redacted] refused'],
    [`with ${AWS} in eu-west-1`, 'with [redacted] in eu-west-1'],
    [`a\n${KEY('BEGIN')}\n${BASE64}\n${KEY('END')}\nb`, 'a\n[redacted]\nb'],
    [`a\n${KEY('BEGIN')}\n${BASE64}\n`, 'a\n[redacted]'],
    [`${BASE64}\n${BASE64}\n${KEY('END')}\nb`, '[redacted]\nb'],
  ])('%s', (text, shown) => expect(withoutSecrets(text)).toContain(shown));

  it.each([
    'FATAL:  password authentication failed for user "shop"',
    "KeyError: 'SECRET_KEY'",
    'SECRET_KEY\n  Field required [type=missing, input_type=dict]',
    "couldn't find key SECRET_KEY in Secret shop/backend",
    'INFO: 10.0.0.1:4711 - "GET /api/tokens HTTP/1.1" 500 Internal Server Error',
    'http://backend-service:8000/health at 14:01',
    'GET http://registry:5000/@scope/package 200',
  ])('leaves alone what is none: %s', (text) => expect(withoutSecrets(text)).toBe(text));

  it('takes no time for one endless word', () => {
    const began = performance.now();
    for (const word of ['passwordA', 'eyJa-', 'aA0+/', 'secret.', '://a:b']) withoutSecrets(word.repeat(30_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
