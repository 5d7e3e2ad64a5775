const GONE = '[redacted]';

/**
 * Words whose values are nobody's business, and what may follow them in a name: `DB_PASSWORD_2`, `x-api-key`, `accessToken`.
 * What stands before stays as it is. Lengths are bounded: a log may be one word of many kilobytes.
 */
const SECRET_NAME =
  '(?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|signature|sessionid|session[_-]?id|cookie)[\\w.-]{0,40}';

/** What is a secret by its look, or by the name before it; what stands around it stays readable. In this order. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // A key over several lines, also one whose beginning or end was cut off.
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, GONE],
  [/^(?:[A-Za-z0-9+/=]{16,}\r?\n)+-----END [A-Z ]*PRIVATE KEY-----/gm, GONE],
  [/(?<![\w-])eyJ[\w-]{5,4000}\.[\w-]{5,}(?:\.[\w-]*)?/g, GONE],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g, GONE],
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|[sr]k_live_\w{10,}|sk-[\w-]{20,}|AIza[\w-]{30,})/g,
    GONE,
  ],
  // postgresql://user:pass@db: a password may hold an @ of its own, so the last one before the path counts.
  [/\b([a-z][\w+.-]{1,20}:\/\/[^\s:/@'"]*):[^\s/'"]+@/gi, `$1:${GONE}@`],
  [
    /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:basic|bearer|token|digest|aws4-hmac-sha256)\s+)?[^"'\r\n]+/gi,
    `$1${GONE}`,
  ],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, `$1${GONE}`],
  [/\b((?:set-)?cookie["']?\s*:\s*["']?)[^"'\r\n]+/gi, `$1${GONE}`],
  // Of databases also one with a slash in it.
  [
    /\b((?:postgres|mysql|mariadb|redis|mongodb|amqp)[\w+.-]{0,20}:\/\/[^\s:/@'"]*):(?!\[redacted\])[^\s'"]+@/gi,
    `$1:${GONE}@`,
  ],
  // name=value, name: value, "name": "value"; in quotes with blanks, else up to the next one.
  [new RegExp(`(${SECRET_NAME}\\\\?["']?\\s*[=:]\\s*)(\\\\?["'])(?!\\2)[^"'\\r\\n]+?\\2`, 'gi'), `$1$2${GONE}$2`],
  [new RegExp(`(${SECRET_NAME}\\\\?["']?\\s*[=:]\\s*)(?![\\s"'\\\\[])[^\\s"',;&)}\\]]+`, 'gi'), `$1${GONE}`],
];

/** A text of a program without its secrets: passwords in URLs, what is named a token, keys and JWTs by their look (W7). */
export const withoutSecrets = (text: string): string =>
  SECRETS.reduce((left, [pattern, shown]) => left.replace(pattern, shown), text);
