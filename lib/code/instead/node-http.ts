/**
 * `node:http` for bundles. Imported as ESM it evaluates every export, and three of them (WebSocket and its events) load all of
 * Node's fetch: 50 ms of a cold start for what nothing here uses (Node 24).
 */
const http = process.getBuiltinModule('node:http');

export const {
  Agent,
  ClientRequest,
  createServer,
  get,
  globalAgent,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  request,
  Server,
  ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} = http;
export default http;
