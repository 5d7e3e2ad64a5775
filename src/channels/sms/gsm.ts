/** The alphabet of SMS (3GPP TS 23.038): one septet each, and those of its extension, two. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€');

/** What type setters write, and what SMS has for it. */
const PLAIN: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '·': '-',
  '•': '-',
  '→': '->',
  '\u00a0': ' ',
  '\t': ' ',
};

/** The number of septets a text takes; `undefined` where the alphabet of SMS lacks one of its characters. */
export function septetsOf(text: string): number | undefined {
  let septets = 0;
  for (const rune of text) {
    if (BASIC.has(rune)) septets += 1;
    else if (EXTENDED.has(rune)) septets += 2;
    else return undefined;
  }
  return septets;
}

/**
 * The text in the alphabet of SMS where nothing but type setters' marks and accents stands in the way: one foreign
 * character makes every part of it 70 characters instead of 160, so a message of two parts is sent as five. Text in
 * another script stays as it is.
 */
export function inGsm(text: string): string {
  const plain = [...text.normalize('NFC')]
    .map((rune) => (BASIC.has(rune) || EXTENDED.has(rune) ? rune : (PLAIN[rune] ?? bare(rune))))
    .join('');
  return septetsOf(plain) === undefined ? text : plain;
}

/** A letter without its accents. */
const bare = (rune: string): string => rune.normalize('NFD').replace(/\p{M}/gu, '');
