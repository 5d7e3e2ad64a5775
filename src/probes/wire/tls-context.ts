import { createSecureContext, type SecureContext } from 'node:tls';
import type { Check } from './check.ts';
import { errorMessage, type Failure, ourFailure } from './failure.ts';

/** What a check trusts and shows in TLS handshakes; a failure of ours where the PEM texts are not usable. */
export function tlsContext({ ca, identity }: Pick<Check, 'ca' | 'identity'>): SecureContext | Failure {
  try {
    return createSecureContext({
      ...(ca === undefined ? {} : { ca: [ca] }),
      ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.key }),
    });
  } catch (cause) {
    const what = identity === undefined ? 'the authorities in `ca`' : 'the client certificate, its key or `ca`';
    return ourFailure(`could not be checked: ${what} cannot be used: ${errorMessage(cause)}`);
  }
}
