/** What a page says and names, read from its HTML without running it. */
export interface Html {
  /** Text a visitor would see, white space collapsed. */
  readonly text: string;
  /** Scripts and style sheets in the order of the document, as written. */
  readonly assets: readonly { readonly type: AssetType; readonly address: string }[];
  /** What scripts read: inline scripts, JSON, `<meta>` and `data-` attributes as `name="value"`. */
  readonly data: readonly string[];
  /** `<base href>`: what relative addresses are relative to. */
  readonly base?: string;
}

export type AssetType = 'script' | 'style';

/** What these hold is never seen. `head` is not among them: its end tag, and `<body>`, may be left out. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'title', 'iframe', 'object', 'datalist']);
/** Elements that do not separate words. */
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'code',
  'em',
  'font',
  'i',
  'mark',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);
/** Parsing stops below this, as in browsers: closing tags are looked for in the whole stack, so depth is time (W1). */
const DEEPEST = 512;
const SCRIPT_TYPES = /^(|module|text\/javascript|application\/javascript)$/;

/** The parser is loaded when the first page is read: most processes and every cold start do without. */
export async function readHtml(source: string): Promise<Html> {
  const { Parser } = await import('htmlparser2');
  const words: string[] = [];
  const assets: { type: AssetType; address: string }[] = [];
  const data: string[] = [];
  let inScript = false;
  let base: string | undefined;
  let depth = 0;
  let unseenFrom: number | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST) return parser.pause();
      if (!INLINE.has(name)) words.push(' ');
      const asset = unseenFrom === undefined ? assetOf(name, attributes) : undefined;
      if (asset) assets.push(asset);
      data.push(...settingsOf(name, attributes));
      inScript = name === 'script';
      if (name === 'base' && attributes.href !== undefined) base ??= attributes.href;
      if (unseenFrom === undefined && (UNSEEN.has(name) || isHidden(attributes))) unseenFrom = depth;
    },
    onclosetag(name) {
      inScript = false;
      if (unseenFrom === depth) unseenFrom = undefined;
      depth -= 1;
      if (!INLINE.has(name)) words.push(' ');
    },
    ontext(text) {
      if (inScript) data.push(text);
      if (unseenFrom === undefined) words.push(text);
    },
  });
  parser.write(source);
  if (depth <= DEEPEST) parser.end();
  return { text: words.join('').replace(/\s+/g, ' ').trim(), assets, data, ...(base === undefined ? {} : { base }) };
}

/** How many characters of a text leave a mark on the screen. */
export const visibleCharacters = (text: string): number => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, '').length;

function assetOf(name: string, { src, href, rel = '', type = '' }: Record<string, string>) {
  if (name === 'script' && src && SCRIPT_TYPES.test(type.toLowerCase()))
    return { type: 'script' as const, address: src };
  if (name !== 'link' || !href) return undefined;
  const relations = rel.toLowerCase().split(/\s+/);
  if (relations.includes('stylesheet')) return { type: 'style' as const, address: href };
  return relations.includes('modulepreload') ? { type: 'script' as const, address: href } : undefined;
}

const settingsOf = (name: string, attributes: Record<string, string>): readonly string[] =>
  name === 'meta' && attributes.name !== undefined
    ? [`${attributes.name}="${attributes.content ?? ''}"`]
    : Object.entries(attributes).flatMap(([key, value]) => (key.startsWith('data-') ? [`${key}="${value}"`] : []));

const isHidden = ({ hidden, style = '' }: Record<string, string>): boolean =>
  hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
