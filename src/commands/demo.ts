import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { startShop } from '../../examples/demo/shop/shop.ts';
import { reasonOf } from '../core/reason.ts';
import { type ConfigFile, openText } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { portNumber, type ServeOptions, serve } from './serve.ts';

const CONFIG = fileURLToPath(new URL('../../examples/demo/tocsin.yaml', import.meta.url));

/** The first of the five ports that the demo's config names. */
const SHOP = 4781;

interface Options extends ServeOptions {
  readonly shopPort?: string;
}

/** Starts a small real shop on loopback, watches it, and offers buttons that break it. */
export async function demo({ shopPort, ...options }: Options, io: Io): Promise<Exit> {
  const base = shopPort === undefined ? SHOP : portNumber(shopPort, '--shop-port');
  const config = demoConfig(base, io);
  const shop = await startShop({ base }).catch((cause: unknown) => {
    throw new Failure(`${reasonOf(cause)}, or choose others with --shop-port`, EXIT.notOk, { cause });
  });
  try {
    const demo = { faults: shop.faults, break: shop.break, repair: shop.repair, broken: shop.broken };
    return await serve(reachable(config, options), { data: '.tocsin/demo', ...options }, io, {
      demo,
      heading: (url) => `The demo's shop is watched. Open ${url} and break something. Ctrl-C ends it.`,
    });
  } finally {
    await shop.stop();
  }
}

/** On this machine alone the console's own address is one that answer links can lead to. */
function reachable(config: ConfigFile, { port }: Options): ConfigFile {
  const { console } = config.plan;
  const publicUrl = `http://${console.host}:${port === undefined ? console.port : portNumber(port, '--port')}`;
  return { ...config, plan: { ...config.plan, console: { ...console, publicUrl } } };
}

/** The demo's config, its shop moved to other ports where asked. */
function demoConfig(base: number, io: Io): ConfigFile {
  const text = readFileSync(CONFIG, 'utf8').replace(/(?<=127\.0\.0\.1:)478[1-5]\b/g, (port) =>
    String(base + Number(port) - SHOP),
  );
  return openText(CONFIG, text, io);
}

export const describeDemo = (command: Command): Command =>
  command
    .description('watch a small real shop on this machine, and break it')
    .option('--port <n>', "the console's port")
    .option('--shop-port <n>', "the first of the shop's five ports", String(SHOP))
    .option('--data <dir>', 'where incidents and results are kept', '.tocsin/demo')
    .addHelpText('after', '\nExamples:\n  tocsin demo\n  tocsin demo --port 8080\n');
