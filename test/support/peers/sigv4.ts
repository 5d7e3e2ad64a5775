import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Whether a request is signed with this key, told from what arrived: AWS's "Signature Version 4" worked out from its
 * specification, by other code than the one that signs.
 */
export function isSigned(request: IncomingMessage, body: string | Buffer, secret: string): boolean {
  const given = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(
    request.headers.authorization ?? '',
  );
  if (!given) return false;
  const [, scope = '', names = '', signature] = given;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [
    request.method,
    // Each segment is encoded once more than it travels, by every service but S3.
    path.split('/').map(encodeURIComponent).join('/'),
    query.split('&').sort().join('&'),
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((so, part) => hmac(so, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex') === signature;
}
