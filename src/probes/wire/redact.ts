/** Replaces every secret of a check by a placeholder, wherever it turned up (W7). */
export type Redact = (text: string) => string;

const PLACEHOLDER = '[redacted]';
/** Request headers whose values are secret whatever the config calls them. */
const SECRET_HEADERS = /^(authorization|proxy-authorization|cookie|x-api-key|x-auth-token)$/i;

/** What a check must not repeat: resolved references, credentials in its URL, values of authorization and cookie headers. */
export function secretsOf(
  values: readonly string[],
  url: URL | undefined,
  headers: Readonly<Record<string, string>>,
): readonly string[] {
  const inUrl = url
    ? [
        percentDecoded(url.username),
        percentDecoded(url.password),
        url.username,
        url.password,
        // As `Authorization: Basic` has them, in Base64.
        ...(url.password === '' ? [] : [`${percentDecoded(url.username)}:${percentDecoded(url.password)}`]),
        ...(url.search === '' ? [] : url.searchParams.values()),
      ]
    : [];
  const inHeaders = Object.entries(headers).flatMap(([name, value]) =>
    SECRET_HEADERS.test(name)
      ? [value, ...value.split(/[\s;,]+/).flatMap((piece) => [piece, ...afterEquals(piece)])]
      : [],
  );
  // Words like `Bearer` or `1` are no secrets, and blotting them out would make texts unreadable.
  const credentials = [...inUrl, ...inHeaders].filter(
    (text) => text.length >= 6 && !/^(basic|bearer|digest)$/i.test(text),
  );
  return [...values, ...credentials];
}

/** Finds secrets as they are and as URLs, forms, HTML, JSON (also inside of JSON) and Base64 write them; the longest first. */
export function redactor(secrets: readonly string[]): Redact {
  const spellings = secrets.filter((secret) => secret !== '').flatMap(spell);
  const needles = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  if (needles.length === 0) return (text) => text;
  const pattern = new RegExp(needles.map((needle) => needle.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(pattern, PLACEHOLDER);
}

/** A URL without what may be secret: no userinfo, no query, no fragment. */
export const showUrl = (url: URL): string =>
  `${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;

/** A header as the trace shows it. */
export const showHeader = (name: string, value: string): string => {
  if (SECRET_HEADERS.test(name) || /^set-cookie$/i.test(name)) return `${name}: ${PLACEHOLDER}`;
  return `${name}: ${/^(location|referer|content-location|link)$/i.test(name) ? value.replace(/\?[^\s>,]*/g, '?…') : value}`;
};

/** What a peer sent, fit for a sentence: one line, no control or formatting characters, 80 characters at most. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** What a peer said, fit to end a sentence: an excerpt without a full stop of its own. */
export const remark = (text: string): string => excerpt(text).replace(/[.\s]+$/, '');

function spell(secret: string): readonly string[] {
  const encoded = Buffer.from(secret).toString('base64');
  const json = inJson(secret);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    secret.replace(/[&<>"']/g, (sign) => HTML[sign]!),
    json,
    inJson(json),
    encoded,
    encoded.replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    ...withinBase64(secret),
  ];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Fewer characters of Base64 may be anything. */
const TELLING = 12;

/** What it is in the Base64 of a longer text, as a password after its user: three bytes are four characters, so it begins at one of three places. */
function withinBase64(secret: string): readonly string[] {
  const spellings = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    return (['base64', 'base64url'] as const).map((how) => whole.toString(how).slice(before === 0 ? 0 : before + 1));
  });
  return spellings.filter((text) => text.length >= TELLING);
}

const afterEquals = (piece: string): readonly string[] =>
  piece.includes('=') ? [piece.slice(piece.indexOf('=') + 1)] : [];

/** Undoes percent-encoding; text that is not encoded properly stays as it is. */
export function percentDecoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
