import { Listener, pathOf, text } from './listener.ts';
import type { ShopState } from './state.ts';

/** The shop's page, rendered on the server from the backend's products, with one script and one style. */
export function frontend(port: number, state: ShopState, backendPort: number): Listener {
  return new Listener(port, async (request, response) => {
    const assets: Readonly<Record<string, () => void>> = {
      '/assets/shop.js': () =>
        state.broken.has('asset')
          ? text(response, 404, 'text/plain', 'not found')
          : text(response, 200, 'text/javascript', "document.documentElement.dataset.ready = 'yes';\n"),
      '/assets/shop.css': () =>
        text(response, 200, 'text/css', 'body { font: 1rem/1.5 system-ui; margin: 2rem auto; max-width: 40rem; }\n'),
      '/': () =>
        text(response, 200, 'text/html; charset=utf-8', state.broken.has('frontend-blank') ? shell('') : shell(body)),
    };
    const body = pathOf(request) === '/' ? await page(backendPort) : '';
    const answer = assets[pathOf(request)] ?? (() => text(response, 404, 'text/plain', 'not found'));
    answer();
  });
}

const shell = (body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>The Bell Shop</title>
<link rel="stylesheet" href="/assets/shop.css">
</head>
<body>
${body}
<script src="/assets/shop.js"></script>
</body>
</html>
`;

async function page(backendPort: number): Promise<string> {
  const products = await fetchProducts(backendPort);
  const list = products
    ? `<ul>${products.map((product) => `<li>${product}</li>`).join('')}</ul>`
    : '<p>Error fetching from backend</p>';
  return `<main>
<h1>The Bell Shop</h1>
<p>Bells, ropes and alarms for towers, ships and villages, made to be heard a long way off and to be trusted at night.
Every bell is cast, tuned and rung for an hour before it leaves the yard, and every rope is tested with twice its load.</p>
${list}
</main>`;
}

async function fetchProducts(port: number): Promise<readonly string[] | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/products`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(3_000),
    });
    return answer.ok ? ((await answer.json()) as string[]) : undefined;
  } catch {
    return undefined;
  }
}
