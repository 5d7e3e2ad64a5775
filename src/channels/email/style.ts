/** The console's own colours: by day inline, for programs that drop style sheets; by night in the one style sheet. */
export const LIGHT = { down: '#b3261e', warn: '#9a5b00', calm: '#59626d', up: '#1b7a3d' } as const;

const SANS = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

export const STYLE = {
  body: `margin:0;padding:0;background:#f5f6f8;font-family:${SANS};-webkit-text-size-adjust:100%;`,
  ground: 'background:#f5f6f8;',
  /** Shown in the list of mails only. */
  preview: 'display:none;max-height:0;overflow:hidden;mso-hide:all;',
  card: 'max-width:560px;background:#ffffff;border:1px solid #e2e6ea;border-radius:8px;border-collapse:separate;overflow:hidden;',
  band: `padding:10px 20px;color:#ffffff;font:600 15px/20px ${SANS};letter-spacing:.02em;`,
  inner: 'padding:20px;',
  title: `margin:0 0 10px;color:#15181c;font:600 21px/28px ${SANS};overflow-wrap:anywhere;`,
  text: `margin:0 0 20px;color:#15181c;font:400 17px/25px ${SANS};overflow-wrap:anywhere;`,
  button: 'border-radius:8px;',
  label: `display:block;padding:14px 16px;border-radius:8px;font:600 17px/22px ${SANS};text-decoration:none;overflow-wrap:anywhere;`,
  first: 'background:#0b57d0;color:#ffffff;',
  other: 'background:#f0f2f5;color:#0b57d0;',
  name: `margin:18px 0 4px;color:#59626d;font:600 13px/18px ${SANS};`,
  fact: `margin:0;color:#15181c;font:400 16px/24px ${SANS};overflow-wrap:anywhere;`,
  code: `margin:0;padding:12px;background:#f0f2f5;border-radius:6px;color:#15181c;font:400 14px/21px ${MONO};white-space:pre-wrap;overflow-wrap:anywhere;`,
  link: 'color:#0b57d0;',
  foot: `margin:22px 0 0;padding:16px 0 0;border-top:1px solid #e2e6ea;font:400 15px/22px ${SANS};`,
} as const;

const NIGHT: Readonly<Record<string, string>> = {
  ground: 'background:#0e1114',
  card: 'background:#161a1e;border-color:#272d33',
  ink: 'color:#e8eaed',
  soft: 'color:#9ea8b3',
  link: 'color:#8ab4f8',
  code: 'background:#1d2227',
  rule: 'border-color:#272d33',
  down: 'background:#c9362c',
  warn: 'background:#a86400',
  calm: 'background:#4a525b',
  up: 'background:#1f7a42',
  first: 'background:#8ab4f8;color:#0a1c3a',
  other: 'background:#1d2227;color:#8ab4f8',
};

/** The night: each rule beats what is inline. */
export const DARK = `@media (prefers-color-scheme:dark){${Object.entries(NIGHT)
  .map(([name, rules]) => `.${name}{${rules.replace(/;|$/g, ' !important;')}}`)
  .join('')}}`;
