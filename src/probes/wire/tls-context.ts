import { createSecureContext, type SecureContext } from 'node:tls';
import type { Check } from './check.ts';
import { errorMessage, type Failure, ourFailure } from './failure.ts';

/**
 * Curves offered in a handshake, the key share for the first (RFC 8446 §4.2.7). OpenSSL's own list makes a second share,
 * of a hybrid with ML-KEM, which costs as much as the rest of the greeting; who takes that one takes these.
 */
const CURVES = 'X25519:P-256:P-384:P-521';

/** Monitors name a handful of authorities; more than this are texts that changed since. */
const MOST_KEPT = 100;

/**
 * What OpenSSL made of an authority's PEM, by that text, since it takes as long as a handshake. Configuration and no
 * state: connections share no session (W2).
 */
const kept = new Map<string | undefined, SecureContext>();

/** What a check trusts and shows in TLS handshakes; a failure of ours where the PEM texts are not usable. */
export function tlsContext({ ca, identity }: Pick<Check, 'ca' | 'identity'>): SecureContext | Failure {
  const trusting = { ecdhCurve: CURVES, ...(ca === undefined ? {} : { ca: [ca] }) };
  try {
    // A private key is not kept beyond its check.
    if (identity) return createSecureContext({ ...trusting, cert: identity.certificate, key: identity.key });
    const known = kept.get(ca);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const context = createSecureContext(trusting);
    kept.set(ca, context);
    return context;
  } catch (cause) {
    const what = identity === undefined ? 'the authorities in `ca`' : 'the client certificate, its key or `ca`';
    return ourFailure(`could not be checked: ${what} cannot be used: ${errorMessage(cause)}`);
  }
}
