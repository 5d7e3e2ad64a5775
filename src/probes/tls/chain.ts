import type { X509Certificate } from 'node:crypto';
import { DAY, inWords } from '../../core/time/instant.ts';
import type { Judged } from '../expect/evidence.ts';
import { type Certificate, commonName } from '../wire/certificate.ts';
import { excerpt } from '../wire/redact.ts';

/** A certificate that a server sent; the first one is its own, each is signed by the next. */
export interface Link {
  readonly name: string;
  /** UTC, in ms. */
  readonly validTo: number;
  /** Signed by itself: clients go by their own copy of it, whatever this one says. */
  readonly root: boolean;
}

/** More than any chain that clients accept. */
const MOST = 8;

/** The certificates that a server sent, its own first. */
export function chainOf(certificate: Certificate | undefined): readonly Link[] {
  const links: Link[] = [];
  let shown: X509Certificate | undefined = certificate?.shown;
  while (shown !== undefined && links.length < MOST) {
    const { subject, issuer, validToDate } = shown;
    links.push({ name: excerpt(commonName(shown)), validTo: validToDate.getTime(), root: subject === issuer });
    shown = shown.issuerCertificate;
  }
  return links;
}

/**
 * `certificate`, for the one that signed the server's: once it expires, no client accepts what it signed. Those further
 * up are not judged, since clients may know another way to an authority (an expired cross-signed root hurts nobody).
 */
export function judgeIntermediate(least: number, [, signer]: readonly Link[], now: number): readonly Judged[] {
  if (signer === undefined || signer.root) return [];
  const left = signer.validTo - now;
  return [
    {
      name: 'intermediate certificate',
      expected: `at least ${inWords(least)}`,
      seen: left < DAY ? inWords(left) : `${Math.floor(left / DAY)} d`,
      ok: left >= least,
      code: 'tls_expiring',
      says: `has an intermediate certificate that expires in ${inWords(left)}: ${signer.name}`,
    },
  ];
}
