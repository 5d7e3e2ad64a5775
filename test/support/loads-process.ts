import { registerHooks } from 'node:module';

/** Imports a module in this fresh process, and prints the packages that this loaded, as JSON. */
const urls = new Set<string>();
registerHooks({
  load: (url, context, next) => {
    urls.add(url);
    return next(url, context);
  },
});
await import(process.argv[2]!);
const packages = [...urls].flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []);
console.log(JSON.stringify([...new Set(packages)].sort()));
