/** Words for the codes of sockets, names and TLS; never the message itself, which may hold the URL and so a secret (W7). */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  EACCES: 'permission denied',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'name does not exist',
  EAI_AGAIN: 'name server does not answer',
  ETIMEOUT: 'name server does not answer',
  ETIMEDOUT: 'no connection',
  CERT_HAS_EXPIRED: 'certificate expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate of an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate of an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate of another name',
  ERR_INVALID_URL: 'the address is not a URL',
  ERR_INVALID_PROTOCOL: 'the address is neither http nor https',
  ERR_INVALID_HTTP_TOKEN: "a header's name is not one HTTP allows",
};

/** What went wrong on the wire, in words or as its code. */
export function faultOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: readonly { code?: string }[] };
  return inWords(code ?? errors?.[0]?.code ?? 'the call failed');
}

export const inWords = (code: string): string => WORDS[code] ?? code;
