import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Code } from '../../core/check/codes.ts';
import { DAY, inWords } from '../../core/time/instant.ts';
import { type Failure, failure } from './failure.ts';

/** What a server's certificate says of itself; instants in UTC, durations in milliseconds. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  /** Until it expires; negative once it has. */
  readonly left: number;
  /** The names and addresses it is for, as OpenSSL writes them. */
  readonly names: string;
  /** As it was shown; leads to the others that the server sent. Node hands it out once per connection. */
  readonly shown: X509Certificate;
}

/** What OpenSSL's verification can object to. Everything else is `tls_failed`. */
const OBJECTIONS: Readonly<Record<string, readonly [code: Code, text: string]>> = {
  CERT_HAS_EXPIRED: ['tls_expired', "certificate's issuer has an expired certificate"],
  CERT_NOT_YET_VALID: ['tls_not_yet_valid', "certificate's issuer has a certificate that is not yet valid"],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['tls_self_signed', 'certificate is self-signed'],
  SELF_SIGNED_CERT_IN_CHAIN: ['tls_self_signed', 'certificate ends in a self-signed one that nobody trusts'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['tls_incomplete_chain', 'certificate chain is incomplete'],
  UNABLE_TO_GET_ISSUER_CERT: ['tls_incomplete_chain', 'certificate chain is incomplete'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['tls_incomplete_chain', 'certificate chain is incomplete'],
};

/** The certificate a handshake showed; `undefined` where there was none. */
export function certificateOf(socket: TLSSocket): Certificate | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return undefined;
  const validTo = certificate.validToDate.getTime();
  return {
    subject: commonName(certificate),
    issuer: oneLine(certificate.issuer),
    validFrom: certificate.validFromDate.getTime(),
    validTo,
    left: validTo - Date.now(),
    names: certificate.subjectAltName ?? '',
    shown: certificate,
  };
}

/** What is wrong with a certificate: its dates first, since OpenSSL reports only one objection and not always that one. */
export function certificateProblem(
  socket: TLSSocket,
  shown: Certificate | undefined,
  host: string,
): Failure | undefined {
  if (shown && shown.left <= 0) return failure('tls_expired', `certificate expired ${inWords(-shown.left)} ago`);
  const until = shown ? shown.validFrom - (shown.validTo - shown.left) : 0;
  if (until > 0) return failure('tls_not_yet_valid', `certificate is only valid in ${inWords(until)}`);
  if (!socket.authorized) {
    const objection = String(socket.authorizationError);
    return failure(...(OBJECTIONS[objection] ?? ['tls_failed', `certificate is not accepted: ${objection}`]));
  }
  return isFor(shown, host) ? undefined : failure('tls_wrong_host', `certificate is for another host than ${host}`);
}

/** Node's own rules (RFC 6125), given what they read of a certificate. */
const isFor = (shown: Certificate | undefined, host: string): boolean =>
  shown !== undefined &&
  checkServerIdentity(host, { subject: { CN: shown.subject }, subjectaltname: shown.names } as PeerCertificate) ===
    undefined;

/** A certificate as `observed` shows it. */
export const observeCertificate = (shown: Certificate) => ({
  certificate: shown.subject,
  'certificate-issuer': shown.issuer,
  'certificate-from': new Date(shown.validFrom).toISOString(),
  'certificate-until': new Date(shown.validTo).toISOString(),
  'certificate-days-left': Math.floor(shown.left / DAY),
});

/** Server Name Indication carries names only, no addresses (RFC 6066 §3). */
export const serverName = (host: string): string => (isIP(host) === 0 ? host.replace(/\.$/, '') : '');

/** The name a certificate goes by: its common name, or else the names it is for. */
export const commonName = (certificate: X509Certificate): string =>
  /(?:^|\n)CN=([^\n]+)/.exec(certificate.subject)?.[1] ?? oneLine(certificate.subjectAltName ?? certificate.subject);

const oneLine = (text: string): string => text.trim().replaceAll('\n', ', ').slice(0, 200);
