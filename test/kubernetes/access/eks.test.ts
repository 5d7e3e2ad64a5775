import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { eksAccess, eksToken } from '../../../src/kubernetes/access/eks.ts';
import { MONDAY } from '../../support/plan.ts';
import { TestServer } from '../../support/server.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const of = (more = {}) => ({
  name: 'shop-prod',
  region: 'eu-west-1',
  identity: async () => KEYS,
  now: () => MONDAY,
  ...more,
});

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** The signature of a presigned GET, worked out from AWS's own description of Signature Version 4. */
function signatureOf(url: URL, cluster: string): string {
  const scope = url.searchParams.get('X-Amz-Credential')!.split('/').slice(1);
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) =>
      pair
        .map((each) =>
          encodeURIComponent(each).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
        )
        .join('='),
    )
    .toSorted()
    .join('&');
  const canonical = [
    'GET',
    '/',
    query,
    `host:${url.host}`,
    `x-k8s-aws-id:${cluster}`,
    '',
    'host;x-k8s-aws-id',
    sha(''),
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', url.searchParams.get('X-Amz-Date'), scope.join('/'), sha(canonical)].join('\n');
  const key = scope.reduce((before, part) => hmac(before, part), Buffer.from(`AWS4${KEYS.secretAccessKey}`));
  return hmac(key, text).toString('hex');
}
const urlIn = (token: string) => new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString());

describe('a token for EKS', () => {
  it('is a signed request to STS for the cluster of that name', async () => {
    const token = await eksToken(of());
    expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
    const url = urlIn(token);
    expect(`${url.origin}${url.pathname}`).toBe('https://sts.eu-west-1.amazonaws.com/');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
    });
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(url, 'shop-prod'));
  });

  it('carries the session of a role, and stays under the limit of 4,096 bytes', async () => {
    const token = await eksToken(of({ identity: async () => ({ ...KEYS, sessionToken: 's'.repeat(1_000) }) }));
    expect(urlIn(token).searchParams.get('X-Amz-Security-Token')).toHaveLength(1_000);
    expect(token.length).toBeLessThan(4_096);
  });
});

describe('access to EKS', () => {
  let eks: TestServer;
  beforeEach(async () => {
    eks = await new TestServer().open();
  });
  afterEach(() => eks.close());
  const answers = (status: number, body: unknown) =>
    eks.answer((_, response) => void response.writeHead(status).end(JSON.stringify(body)));
  const open = (more = {}) => eksAccess({ ...of(more), timeout: 2_000, endpoint: eks.url });

  it('asks EKS where the cluster is and whom to trust, and renews its token before 15 minutes', async () => {
    answers(200, {
      cluster: {
        endpoint: 'https://k8s.example.com',
        certificateAuthority: { data: Buffer.from('CA').toString('base64') },
      },
    });
    let now = MONDAY;
    const { server, tls, headers } = await open({ now: () => now });
    expect([server, String(tls.ca)]).toEqual(['https://k8s.example.com', 'CA']);
    expect(eks.received[0]).toMatchObject({
      path: '/clusters/shop-prod',
      headers: { authorization: expect.stringContaining('/eu-west-1/eks/aws4_request') },
    });
    const first = await headers();
    now += 13 * MINUTE;
    expect(await headers()).toEqual(first);
    now += MINUTE;
    expect(await headers()).not.toEqual(first);
  });

  it.each([
    [403, {}, /lacks eks:DescribeCluster/],
    [404, {}, /there is none of that name/],
    [200, { cluster: { status: 'CREATING' } }, /is the cluster being made/],
  ])('%d is said with its cure', async (status, body, why) => {
    answers(status, body);
    await expect(open()).rejects.toThrow(why);
  });
});
