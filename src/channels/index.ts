import { registry } from '../core/registry.ts';
import { consoleChannel } from './console.ts';
import type { ChannelKind } from './define.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel, by name. */
export const channels: ReadonlyMap<string, ChannelKind> = registry<ChannelKind>('channel', [consoleChannel, webhook]);
