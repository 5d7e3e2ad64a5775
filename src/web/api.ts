import { Hono } from 'hono';
import { framed, limited } from './frame.ts';
import type { ApiPorts } from './ports.ts';
import { answerRoutes } from './routes/answers.ts';
import { deployRoutes } from './routes/deploys.ts';
import { drillRoutes } from './routes/drills.ts';
import { readRoutes } from './routes/read.ts';
import { remedyRoutes } from './routes/remedies.ts';

/** What `tocsin` commands ask and answer (docs/api.md), for hosts that let people in by themselves: AWS does by IAM. */
export function apiApp(ports: ApiPorts): Hono {
  const app = new Hono();
  limited(app);
  apiRoutes(app, ports);
  return framed(app, ports);
}

/** What is read, and what people and tools answer, wherever it is served. */
export function apiRoutes(app: Hono, ports: ApiPorts): void {
  readRoutes(app, ports);
  answerRoutes(app, ports);
  deployRoutes(app, ports);
  drillRoutes(app, ports);
  remedyRoutes(app, ports);
}
