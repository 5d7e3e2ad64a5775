import { lambda } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { looks } from './lambda/inputs.ts';
import { signal } from './signal.ts';

export const handler = lambda('signal', looks, signal(host()));
