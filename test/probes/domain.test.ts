import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/core/time/instant.ts';
import { domain } from '../../src/probes/domain.ts';
import { httpPeer, json } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();
const NOW = Date.parse('2026-07-01T12:00:00Z');

probeContract({ kind: domain, peers: false, settings: () => ({ name: 'example.com' }) });

/** A domain object as RFC 9083 §5.3 shows one. */
const object = (days: number, status: readonly string[] = ['active']) => ({
  objectClassName: 'domain',
  ldhName: 'EXAMPLE.COM',
  status,
  events: [
    { eventAction: 'registration', eventDate: '1995-08-14T04:00:00Z' },
    { eventAction: 'expiration', eventDate: new Date(NOW + days * DAY).toISOString() },
  ],
  entities: [
    {
      roles: ['registrar'],
      vcardArray: [
        'vcard',
        [
          ['version', {}, 'text', '4.0'],
          ['fn', {}, 'text', 'A Registrar'],
        ],
      ],
    },
  ],
});

const look = async (document: unknown, status = 200, settings: object = {}) => {
  const registry = await keep(
    httpPeer((request, response) => {
      const found = request.url === '/rdap/domain/example.com';
      response
        .writeHead(found ? status : 418, { 'content-type': 'application/rdap+json' })
        .end(JSON.stringify(document));
    }),
  );
  const finding = await run(domain, { name: 'Example.com', rdap: `${registry.url}rdap`, ...settings });
  expectConsistent(finding);
  return finding;
};

describe('domain: as its registry tells', () => {
  it.each([
    [365, 'up', 'is registered for another 365 d'],
    [20, 'degraded', 'has a registration that expires in 20 d'],
    [3, 'down', 'has a registration that expires in 3 d'],
    [-2, 'down', 'has a registration that expired 2 d ago'],
  ])('%i days left is %s', async (days, verdict, text) => {
    expect(await look(object(days))).toMatchObject({
      verdict,
      text,
      observed: { registrar: 'A Registrar', 'days-left': days },
    });
  });

  it.each(['redemption period', 'pending delete', 'client hold', 'server hold'])('%s is down', async (status) => {
    expect(await look(object(300, ['active', status]))).toMatchObject({
      verdict: 'down',
      code: 'domain_expiring',
      text: `is held back by its registry: ${status}`,
    });
  });

  it('statuses as EPP writes them are understood', async () => {
    expect(await look(object(300, ['clientTransferProhibited', 'clientHold']))).toMatchObject({
      verdict: 'down',
      text: 'is held back by its registry: client hold',
    });
  });

  it('one that is held back is down though nobody says until when', async () => {
    expect(await look({ ...object(9, ['Redemption Period']), events: [] })).toMatchObject({
      verdict: 'down',
      code: 'domain_expiring',
      text: 'is held back by its registry: redemption period',
    });
  });

  it('statuses that forbid changes are none of that', async () => {
    expect(await look(object(300, ['client transfer prohibited', 'server delete prohibited']))).toMatchObject({
      verdict: 'up',
    });
  });

  it('one that nobody has registered is down', async () => {
    expect(await look({}, 404)).toMatchObject({ verdict: 'down', code: 'domain_expiring', text: 'is not registered' });
  });

  it.each([
    ['too many questions', {}, 429, 'could not be checked: its registry answers 429'],
    ['a registry that fails', {}, 503, 'could not be checked: its registry answers 503'],
    ['no JSON', 'hello', 200, 'could not be checked: its registry does not say when it expires'],
    [
      'no date, as some registries',
      { ...object(9), events: [] },
      200,
      'could not be checked: its registry does not say when it expires',
    ],
  ])('%s says nothing of the domain', async (_what, document, status, text) => {
    expect(await look(document, status)).toMatchObject({ verdict: 'unknown', text });
  });

  it('nor does one that is not there', async () => {
    expect(await run(domain, { name: 'example.com', rdap: 'http://127.0.0.1:9/' })).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: its registry refuses connections on 127.0.0.1:9',
    });
  });
});

describe('domain: which registry', () => {
  const lookWith = async (services: unknown, name = 'example.co.uk') => {
    const asked: string[] = [];
    const registry = await keep(
      httpPeer((request, response) => {
        asked.push(request.url ?? '');
        response.end(JSON.stringify(object(300)));
      }),
    );
    const list = await keep(json(JSON.stringify({ services }).replaceAll('REGISTRY', registry.url)));
    return { finding: await run(domain, { name, bootstrap: list.url }), asked };
  };

  it('the longest suffix that the list knows', async () => {
    const { finding, asked } = await lookWith([
      [['uk'], ['http://127.0.0.1:9/']],
      [['co.uk'], ['REGISTRYcouk/']],
    ]);
    expect(finding).toMatchObject({ verdict: 'up' });
    expect(asked).toEqual(['/couk/domain/example.co.uk']);
  });

  it('one that the list does not know is our lack', async () => {
    const { finding } = await lookWith([[['com'], ['REGISTRY']]]);
    expect(finding).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: no registry with RDAP is known for example.co.uk; set `rdap`',
    });
    expect((await lookWith('nonsense')).finding.verdict).toBe('unknown');
  });

  it('a list that cannot be had is not taken for one that is empty', async () => {
    const list = await keep(json('{}', 503));
    const { port } = list;
    expect(await run(domain, { name: 'example.com', bootstrap: list.url })).toMatchObject({
      verdict: 'unknown',
      text: `could not be checked: the list of registries at 127.0.0.1:${port} answers 503`,
    });
    await list.close();
    expect(await run(domain, { name: 'example.com', bootstrap: list.url })).toMatchObject({
      verdict: 'unknown',
      text: `could not be checked: the list of registries at 127.0.0.1:${port} refuses connections on 127.0.0.1:${port}`,
    });
  });
});
