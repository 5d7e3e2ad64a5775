import { registry } from '../core/registry.ts';
import { browser } from './browser.ts';
import type { ProbeKind } from './define.ts';
import { dns } from './dns.ts';
import { domain } from './domain.ts';
import { flow } from './flow.ts';
import { githubActions } from './github-actions.ts';
import { grafana } from './grafana.ts';
import { grpc } from './grpc.ts';
import { heartbeat } from './heartbeat.ts';
import { http } from './http.ts';
import { page } from './page.ts';
import { ping } from './ping.ts';
import { prometheus } from './prometheus.ts';
import { sql } from './sql.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';
import { websocket } from './websocket.ts';

/** Every kind of check, by name. */
export const probes: ReadonlyMap<string, ProbeKind> = registry<ProbeKind>('probe', [
  http,
  page,
  browser,
  flow,
  tls,
  tcp,
  dns,
  grpc,
  websocket,
  ping,
  domain,
  sql,
  prometheus,
  grafana,
  githubActions,
  heartbeat,
]);
