import { createHash } from 'node:crypto';
import { inWords } from '../../core/time/instant.ts';
import type { Judged } from '../expect/evidence.ts';
import type { Check } from '../wire/check.ts';
import { isFailure } from '../wire/failure.ts';
import { showUrl } from '../wire/redact.ts';
import { type Fetch, forEachOf } from './fetch.ts';
import type { AssetType, Html } from './html.ts';

const TYPES: Readonly<Record<AssetType, { readonly mime: RegExp; readonly word: string }>> = {
  script: { mime: /^(text|application)\/(x-)?(java|ecma)script\b/i, word: 'JavaScript' },
  style: { mime: /^text\/css\b/i, word: 'CSS' },
};

interface Asset {
  readonly type: AssetType;
  /** Absent where the page names something that is no address. */
  readonly url?: URL;
  readonly name: string;
}

interface Trouble {
  readonly code: 'asset_missing' | 'asset_type';
  readonly asset: Asset;
  readonly seen: string;
  /** It is a web page: perhaps every path is. */
  readonly html: boolean;
}

/** Fetches every script and style sheet a page names, inside the check's one deadline, and judges them together. */
export async function judgeAssets(check: Check, page: URL, html: Html, fetch: Fetch): Promise<Judged> {
  const assets = list(page, html);
  const found: (Trouble | undefined)[] = [];
  await forEachOf(check, assets, async (asset, i) => {
    found[i] = await inspect(page, asset, fetch);
  });
  const troubles = found.filter((each) => each !== undefined);
  const disguised = troubles.find((trouble) => trouble.html);
  const everything = disguised && (await answersAnything(disguised.asset.url!, fetch));
  if (check.deadline.passed()) return late(check);
  if (disguised && everything) return catchAll(disguised);
  const worst = troubles.find((trouble) => trouble.code === 'asset_missing') ?? troubles[0];
  return worst ? broken(worst, troubles.length) : row(true, `${assets.length} loaded`, 'asset_missing', '');
}

/** The page's assets once each, as absolute URLs. */
function list(page: URL, { assets, base }: Html): readonly Asset[] {
  const start = base !== undefined && URL.canParse(base, page.href) ? new URL(base, page) : page;
  const all = assets.flatMap(({ type, address }): readonly Asset[] => {
    if (!URL.canParse(address, start.href)) return [{ type, name: address }];
    const url = new URL(address, start);
    if (!/^https?:$/.test(url.protocol)) return [];
    url.hash = '';
    return [{ type, url, name: url.origin === page.origin ? url.pathname : showUrl(url) }];
  });
  return [...new Map(all.map((asset) => [`${asset.type} ${asset.url?.href ?? asset.name}`, asset])).values()];
}

async function inspect(page: URL, asset: Asset, fetch: Fetch): Promise<Trouble | undefined> {
  const { url, type } = asset;
  const missing = (seen: string): Trouble => ({ code: 'asset_missing', asset, seen, html: false });
  if (!url) return missing('is not an address');
  if (page.protocol === 'https:' && url.protocol === 'http:')
    return missing('is plain HTTP, which browsers block here');
  const outcome = await fetch(url);
  if (isFailure(outcome)) return missing(outcome.text);
  if (outcome.status < 200 || outcome.status > 299) return missing(`answers ${outcome.status}`);
  const { mime, word } = TYPES[type];
  const given = outcome.headers['content-type'] ?? '';
  if (mime.test(given)) return undefined;
  const seen = `is ${given === '' ? 'without a type' : given.replace(/;.*/, '')} instead of ${word}`;
  return { code: 'asset_type', asset, seen, html: outcome.status === 200 && isHtml(given) };
}

/** Whether a path nobody can have made answers with a web page too: the server then hides what is missing. */
async function answersAnything(beside: URL, fetch: Fetch): Promise<boolean> {
  const made = createHash('sha256').update(beside.href).digest('hex').slice(0, 24);
  const outcome = await fetch(new URL(`./${made}.js`, `${beside.origin}${beside.pathname}`));
  return !isFailure(outcome) && outcome.status === 200 && isHtml(outcome.headers['content-type'] ?? '');
}

const isHtml = (type: string): boolean => /^(text\/html|application\/xhtml\+xml)\b/i.test(type);

const row = (ok: boolean, seen: string, code: Judged['code'], says: string): Judged => ({
  name: 'assets',
  expected: 'ok',
  seen,
  ok,
  code,
  says,
});

function broken({ code, asset, seen }: Trouble, count: number): Judged {
  const more = count > 1 ? `, and ${count - 1} more` : '';
  return row(false, `${asset.name} ${seen}${more}`, code, `names ${asset.name}, which ${seen}${more}`);
}

const catchAll = ({ asset }: Trouble): Judged =>
  row(
    false,
    `${asset.name} is a web page, as is any other path`,
    'catch_all',
    `answers ${asset.name} with a web page, as it does any path: the file is missing`,
  );

const late = ({ deadline }: Check): Judged =>
  row(
    false,
    'not all in time',
    'deadline',
    `did not answer for all its scripts and styles within ${inWords(deadline.timeout)}`,
  );
