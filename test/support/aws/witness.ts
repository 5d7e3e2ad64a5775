import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unpacked } from '../../../src/adapters/aws/packed.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';

interface Put {
  readonly Item: Readonly<Record<string, AttributeValue>>;
}

/** Stands before an emulated AWS: everything goes through as it is, and every head that was really written is written down. */
export class Witness {
  readonly commits: { readonly at: number; readonly head: Incident }[] = [];
  /** Where the emulated AWS listens; set before anything is asked. */
  target = '';
  readonly #server: Server = createServer((asked, answer) => void this.#pass(asked, answer));

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method, url, headers } = asked;
    const onward = request(new URL(url ?? '/', this.target), { method, headers }, (got) => {
      if (got.statusCode === 200 && String(headers['x-amz-target']).endsWith('.PutItem')) this.#note(body);
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    onward.end(body);
  }

  #note(body: Buffer): void {
    const { Item } = JSON.parse(body.toString()) as Put;
    if (Object.values(Item).some(({ S }) => S === 'head'))
      this.commits.push({ at: Date.now(), head: unpacked(Item.record) as Incident });
  }
}
