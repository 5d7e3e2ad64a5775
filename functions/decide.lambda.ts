import { decide } from './decide.ts';
import { lambda } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { run } from './lambda/inputs.ts';

export const handler = lambda('decide', run, decide(host()));
