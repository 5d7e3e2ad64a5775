import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inCluster } from '../../../src/kubernetes/access/in-cluster.ts';
import { fromKubeconfig } from '../../../src/kubernetes/access/kubeconfig.ts';

const CA = Buffer.from('the authority').toString('base64');
const configOf = (user: string, cluster = `certificate-authority-data: ${CA}`) => `
apiVersion: v1
kind: Config
current-context: shop
contexts: [{ name: shop, context: { cluster: shop, user: me } }]
clusters: [{ name: shop, cluster: { server: "https://k8s.example.com:6443", ${cluster} } }]
users: [{ name: me, user: { ${user} } }]
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-kubeconfig-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a kubeconfig', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['as Base64 of it (KUBECONFIG_BASE64)', (text: string) => Buffer.from(text).toString('base64')],
  ])('%s names the server, whom to trust and who we are', async (_, wrapped) => {
    const { server, tls, headers } = await fromKubeconfig(wrapped(configOf('token: sesame')));
    expect(server).toBe('https://k8s.example.com:6443');
    expect(String(tls.ca)).toBe('the authority');
    expect(await headers()).toEqual({ authorization: 'Bearer sesame' });
  });

  it('with a certificate', async () => {
    const [cert, key] = ['the certificate', 'the key'].map((text) => Buffer.from(text).toString('base64'));
    const { tls, headers } = await fromKubeconfig(
      configOf(`client-certificate-data: ${cert}, client-key-data: ${key}`),
    );
    expect([String(tls.cert), String(tls.key), await headers()]).toEqual(['the certificate', 'the key', {}]);
  });

  it.each([
    [
      'a user that runs a program',
      configOf('exec: { apiVersion: client.authentication.k8s.io/v1, command: aws }'),
      /runs a program.*exec/,
    ],
    ['a token in a file', configOf('tokenFile: /var/token'), /names a tokenFile/],
    ['an auth-provider', configOf('auth-provider: { name: gcp }'), /auth-provider/],
    [
      'a server that is not verified',
      configOf('token: t', 'insecure-skip-tls-verify: true'),
      /does not verify its server/,
    ],
    ['a server without TLS', configOf('token: t').replace('https:', 'http:'), /is not https/],
    ['no current context', configOf('token: t').replace('current-context: shop', ''), /no current cluster/],
    ['something else', 'neither: [yaml', /cannot be read/],
  ])('with %s is refused with a reason', async (_, text, why) => {
    await expect(fromKubeconfig(text)).rejects.toThrow(why);
  });
});

describe('in a cluster', () => {
  it('a pod is its service account, whose token is renewed', async () => {
    writeFileSync(join(folder, 'token'), 'first\n');
    writeFileSync(join(folder, 'ca.crt'), 'authority');
    const { server, tls, headers } = inCluster(
      { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' },
      folder,
    );
    expect([server, String(tls.ca), await headers()]).toEqual([
      'https://[fd00::1]:443',
      'authority',
      { authorization: 'Bearer first' },
    ]);
    writeFileSync(join(folder, 'token'), 'second');
    expect(await headers()).toEqual({ authorization: 'Bearer second' });
  });

  it('elsewhere it is refused with a reason', () => {
    expect(() => inCluster({}, folder)).toThrow('for Tocsin in a pod with a service account');
  });
});
