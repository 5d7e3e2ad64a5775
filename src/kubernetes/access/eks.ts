import { call } from '../../wire/call.ts';
import { type Access, AccessError } from './access.ts';

/** Who we are on AWS. */
export interface AwsIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface EksOptions {
  readonly name: string;
  readonly region: string;
  /** Asked for each token: a role's keys are renewed. */
  readonly identity: () => Promise<AwsIdentity>;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** Milliseconds for a call. */
  readonly timeout: number;
  /** @default - EKS of the region */
  readonly endpoint?: string;
}

/** A token is good for 15 minutes, whatever its signature says (aws-iam-authenticator, `pkg/token`). */
const KEPT = 14 * 60_000;
/** What the signature is good for, seconds: the cluster asks STS at once. */
const EXPIRES = 60;

/**
 * A cluster of Amazon EKS, as the identity that this runs under: its token is a request to STS, signed and not sent, by
 * which the cluster asks who we are. Throws an `AccessError` where the cluster cannot be described.
 */
export async function eksAccess(options: EksOptions): Promise<Access> {
  const { endpoint, authority } = await describe(options);
  let token: { readonly text: string; readonly at: number } | undefined;
  return {
    server: endpoint,
    tls: { ca: Buffer.from(authority, 'base64') },
    headers: async () => {
      const now = options.now();
      if (!token || now - token.at >= KEPT) token = { text: await eksToken(options), at: now };
      return { authorization: `Bearer ${token.text}` };
    },
  };
}

/** `k8s-aws-v1.` and the presigned address in Base64 for URLs, without padding. */
export async function eksToken({ name, region, identity, now }: Omit<EksOptions, 'timeout'>): Promise<string> {
  const host = `sts.${region}.amazonaws.com`;
  const query = `Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Expires=${EXPIRES}&X-Amz-Date=${stamp(now())}`;
  const signed = await sign(
    { host, path: `/?${query}`, service: 'sts', region, signQuery: true, headers: { 'x-k8s-aws-id': name } },
    await identity(),
  );
  return `k8s-aws-v1.${Buffer.from(`https://${host}${signed.path}`).toString('base64url')}`;
}

async function describe({ name, region, identity, now, timeout, endpoint }: EksOptions) {
  const own = new URL(endpoint ?? `https://eks.${region}.amazonaws.com`);
  const path = `/clusters/${encodeURIComponent(name)}`;
  const headers = { 'X-Amz-Date': stamp(now()) };
  const signed = await sign({ host: own.host, path, service: 'eks', region, headers }, await identity());
  const called = await call({ method: 'GET', url: `${own.origin}${path}`, headers: signed.headers, timeout });
  const cannot = `the EKS cluster '${name}' in ${region} cannot be described`;
  if (called.is !== 'answered') throw new AccessError(`${cannot}: ${called.why}`);
  if (called.status === 403) throw new AccessError(`${cannot}: the role or user lacks eks:DescribeCluster`);
  if (called.status === 404) throw new AccessError(`${cannot}: there is none of that name`);
  const { cluster } = (parsed(called.body) ?? {}) as {
    readonly cluster?: { readonly endpoint?: string; readonly certificateAuthority?: { readonly data?: string } };
  };
  if (!cluster?.endpoint || !cluster.certificateAuthority?.data)
    throw new AccessError(`${cannot}: it answered ${called.status} without an endpoint: is the cluster being made?`);
  return { endpoint: cluster.endpoint, authority: cluster.certificateAuthority.data };
}

interface ToSign {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  readonly region: string;
  readonly signQuery?: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

async function sign(request: ToSign, { accessKeyId, secretAccessKey, sessionToken }: AwsIdentity) {
  const { default: aws4 } = await import('aws4');
  const signed = aws4.sign(
    { ...request, method: 'GET', headers: { ...request.headers } },
    { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  );
  const headers = Object.entries(signed.headers ?? {}).map(
    ([key, value]) => [key.toLowerCase(), String(value)] as const,
  );
  return { path: signed.path ?? request.path, headers: Object.fromEntries(headers.filter(([key]) => key !== 'host')) };
}

const stamp = (now: number): string => new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
