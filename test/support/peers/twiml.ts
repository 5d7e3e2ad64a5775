/** One element of a TwiML document. */
export interface Verb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Verb[];
  text: string;
}

/** What the verbs that we use may hold (twilio.com/docs/voice/twiml, …/messaging/twiml). */
const VERBS: Readonly<
  Record<string, { readonly attributes: Readonly<Record<string, RegExp>>; readonly in: readonly string[] }>
> = {
  Response: { attributes: {}, in: [''] },
  Gather: {
    attributes: {
      input: /^dtmf$/,
      numDigits: /^1$/,
      timeout: /^\d+$/,
      action: /^https?:\/\/[^\s"<>]+$/,
      method: /^POST$/,
    },
    in: ['Response'],
  },
  Say: { attributes: { loop: /^[1-9]\d?$/ }, in: ['Response', 'Gather'] },
  Hangup: { attributes: {}, in: ['Response'] },
  Message: { attributes: {}, in: ['Response'] },
};

const TOKEN =
  /<\?xml version="1\.0" encoding="UTF-8"\?>|<\/([A-Za-z]+)>|<([A-Za-z]+)((?: [A-Za-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*")*)(\/?)>|((?:[^<&]|&(?:amp|lt|gt|quot|apos);)+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]!);

/** Reads TwiML as strictly as XML 1.0 and the verbs' pages ask for; throws with what is wrong. */
export function readTwiml(xml: string): Verb {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 does not allow
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml) || !xml.isWellFormed())
    throw new Error('a character that XML does not allow');
  const root: Verb = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(xml); found; found = TOKEN.exec(xml)) {
    at = TOKEN.lastIndex;
    const [, closes, opens, attributes = '', empty, text] = found;
    const here = stack.at(-1)!;
    if (text !== undefined) here.text += plain(text);
    else if (closes !== undefined) {
      if (here.name !== closes) throw new Error(`</${closes}> closes <${here.name}>`);
      stack.pop();
    } else if (opens !== undefined) {
      const verb = verbOf(opens, attributes, here.name);
      here.children.push(verb);
      if (empty === '') stack.push(verb);
    }
  }
  if (at !== xml.length) throw new Error(`no XML from character ${at}: ${xml.slice(at, at + 40)}`);
  if (stack.length !== 1 || root.children.length !== 1) throw new Error('not one whole <Response>');
  return root.children[0]!;
}

function verbOf(name: string, written: string, inside: string): Verb {
  const rule = VERBS[name];
  if (!rule?.in.includes(inside)) throw new Error(`<${name}> in <${inside}>`);
  const attributes = Object.fromEntries(
    [...written.matchAll(/ ([A-Za-z]+)="([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)]),
  );
  for (const [key, value] of Object.entries(attributes))
    if (!rule.attributes[key]?.test(value)) throw new Error(`<${name} ${key}="${value}">`);
  return { name, attributes, children: [], text: '' };
}

/** All that is said, one line each time. */
export const said = (verb: Verb): readonly string[] =>
  verb.name === 'Say'
    ? Array.from({ length: Number(verb.attributes.loop ?? 1) }, () => verb.text)
    : verb.children.flatMap(said);

export const gather = (verb: Verb): Verb | undefined => verb.children.find(({ name }) => name === 'Gather');
