import type { Socket } from 'node:net';
import { connect, type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { inWords } from '../../core/time/instant.ts';
import { bare } from './addresses.ts';
import { type Certificate, certificateOf, certificateProblem, serverName } from './certificate.ts';
import type { Check } from './check.ts';
import { untilDeadline } from './deadline.ts';
import { errorCode, errorMessage, type Failure, failure, isFailure } from './failure.ts';
import { tlsContext } from './tls-context.ts';

export interface Secured {
  readonly socket: TLSSocket;
  readonly protocol: string;
  readonly cipher: string;
  readonly certificate?: Certificate;
  /** Set where the certificate is not acceptable: nothing may be sent. */
  readonly problem?: Failure;
}

/** What a kind wants of a handshake. */
export interface TlsWish {
  /** Offered by ALPN, the favourite first; HTTP/1.1 where absent, nothing at all where empty (RFC 7301). */
  readonly protocols?: readonly string[] | undefined;
  /** The name to ask for and to find in the certificate, where it is not the host's. */
  readonly serverName?: string | undefined;
}

/**
 * Makes a TLS connection without any session to resume, which would hide the certificate (W2). The handshake is
 * finished even where the certificate is bad, so that its dates are known; the caller sends nothing on a `problem`.
 */
export function secure(
  socket: Socket,
  host: string,
  check: Pick<Check, 'deadline' | 'ca' | 'identity'>,
  { protocols = ['http/1.1'], serverName: asked }: TlsWish,
): Promise<Secured | Failure> {
  const { deadline } = check;
  const secureContext = tlsContext(check);
  if (isFailure(secureContext)) return Promise.resolve(secureContext);
  const late = () => failure('tls_timeout', `did not finish the TLS handshake within ${inWords(deadline.timeout)}`);
  return untilDeadline<Secured | Failure>(deadline, late, (settle) => {
    const name = asked ?? bare(host);
    const tls = connect({
      socket,
      host: name,
      servername: serverName(name),
      ...(protocols.length > 0 ? { ALPNProtocols: [...protocols] } : {}),
      rejectUnauthorized: false,
      secureContext,
      // The name is judged below, with everything else.
      checkServerIdentity: () => undefined,
    });
    // For that, Node describes the whole chain in objects, which costs a fifth of the handshake.
    tls.getPeerCertificate = () => NOTHING;
    const fail = (error: unknown) => settle(handshakeFailure(error));
    tls.on('error', fail);
    tls.once('secureConnect', () => {
      tls.getPeerCertificate = TLSSocket.prototype.getPeerCertificate;
      const certificate = certificateOf(tls);
      const problem = certificateProblem(tls, certificate, name);
      settle({
        socket: tls,
        protocol: tls.getProtocol() ?? 'unknown',
        cipher: tls.getCipher().standardName,
        ...(certificate ? { certificate } : {}),
        ...(problem ? { problem } : {}),
      });
    });
    socket.once('close', () => fail({ code: 'ECONNRESET' }));
    return undefined;
  });
}

const NOTHING = {} as DetailedPeerCertificate;
const NOT_TLS = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST']);

function handshakeFailure(error: unknown): Failure {
  const code = errorCode(error);
  if (NOT_TLS.has(code)) return failure('tls_failed', 'answers with something that is not TLS');
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return failure('tls_failed', 'closes the connection during the TLS handshake');
  const reason = typeof error === 'object' && error !== null && 'reason' in error ? String(error.reason) : undefined;
  return failure('tls_failed', `does not agree on TLS: ${reason ?? errorMessage(error)}`);
}
