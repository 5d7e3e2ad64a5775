import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { HOUR } from '../../src/core/time/instant.ts';
import { prometheus } from '../../src/evidence/prometheus.ts';
import { CANARY, collect, evidenceContract, FAILED, linesIn, NOON, whyIn } from '../support/evidence-contract.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';

const keep = kept();
evidenceContract(prometheus, (url) => ({
  url,
  auth: { bearer: CANARY },
  queries: { errors: 'sum(rate(errors[5m]))', requests: 'sum(rate(requests[5m]))' },
}));

type Values = Readonly<Record<string, readonly (readonly [labels: object, value: string])[] | string>>;

/** A Prometheus of two moments, in the documented shapes (HTTP API, "Instant queries"). */
const peer = (now: Values, before: Values) =>
  httpPeer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://a/');
    const at = Number(searchParams.get('time'));
    const values = at === NOON / 1_000 ? now : at === (FAILED - HOUR) / 1_000 ? before : {};
    const found = values[searchParams.get('query') ?? ''] ?? 'no such moment';
    const isError = typeof found === 'string';
    response.writeHead(pathname === '/prefix/api/v1/query' ? (isError ? 400 : 200) : 404, {
      'content-type': 'application/json',
    });
    response.end(
      JSON.stringify(
        isError
          ? { status: 'error', errorType: 'bad_data', error: found }
          : {
              status: 'success',
              data: { resultType: 'vector', result: found.map(([metric, value]) => ({ metric, value: [at, value] })) },
            },
      ),
    );
  });
const asked = async (queries: Readonly<Record<string, string>>, now: Values, before: Values = {}) =>
  collect(prometheus, { url: `${(await keep(peer(now, before))).url}prefix`, queries });

describe('evidence from Prometheus', () => {
  it('has each value now and an hour before it failed, and tells the one that changed most', async () => {
    const got = await asked(
      { 'errors a second': 'e', 'requests a second': 'r' },
      { e: [[{}, '14.2345']], r: [[{}, '120']] },
      { e: [[{}, '0.1']], r: [[{}, '118.2']] },
    );
    expect(linesIn(got)).toEqual([
      'errors a second: 14.2, 0.1 an hour before',
      'requests a second: 120, 118 an hour before',
    ]);
    expect(got.sentence).toBe('errors a second: 14.2, 0.1 an hour before');
    expect(got.missing).toEqual({});
  });

  it('tells nothing of what is as it was', async () => {
    const got = await asked({ requests: 'r' }, { r: [[{}, '120']] }, { r: [[{}, '118']] });
    expect(got.sentence).toBeUndefined();
    expect(linesIn(got)).toHaveLength(1);
  });

  it('says plainly where there is no data', async () => {
    const queries = { never: 'n', 'not now': 'x', 'not then': 't' };
    const got = await asked(queries, { n: [], x: [], t: [[{}, '3']] }, { n: [], x: [[{}, '7']], t: [] });
    expect(linesIn(got)).toEqual([
      'never: no data, now or an hour before',
      'not now: no data, 7 an hour before',
      'not then: 3, no data an hour before',
    ]);
  });

  it('lists the greatest of many series, each beside its own past', async () => {
    const pods = ['a', 'b', 'c', 'd', 'e'].map((pod, i) => [{ __name__: 'm', pod }, String(i + 1)] as const);
    const got = await asked({ memory: 'm' }, { m: pods }, { m: [[{ pod: 'e' }, '2']] });
    expect(linesIn(got)).toEqual([
      'memory {pod="e"}: 5, 2 an hour before',
      'memory {pod="d"}: 4, no data an hour before',
      'memory {pod="c"}: 3, no data an hour before',
      'memory: 2 more series',
    ]);
  });

  it('says what one query lacks, and keeps the others', async () => {
    const got = await asked(
      { bad: 'b', good: 'g' },
      { b: '1:3: parse error: unexpected end', g: [[{}, '1']] },
      { g: [[{}, '1']] },
    );
    expect(linesIn(got)).toEqual(['good: 1, 1 an hour before']);
    expect(got.missing).toEqual({ 'it (Prometheus), bad': 'cannot answer b: 1:3: parse error: unexpected end' });
  });

  it('follows nobody into a private network that the config does not allow (W5)', async () => {
    const inside = await keep(peer({}, {}));
    const { url } = await keep(
      httpPeer((request, response) => {
        const location = `http://127.0.0.2:${inside.port}/prefix${request.url}`;
        response.writeHead(302, { location }).end();
      }),
    );
    const got = await collect(prometheus, { url, queries: { a: 'a' } }, undefined, { allowNetworks: [] });
    expect(inside.connections()).toBe(0);
    expect(whyIn(got)).toMatch(/127\.0\.0\.2/);
  });

  it.each([
    [{}, 'are none'],
    [{ a: '' }, 'is empty'],
    [{ a: 'sum(rate(x[5m])' }, 'is not whole'],
    [{ a: 'x{job="a}' }, 'is not whole'],
    [Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((n) => [n, 'up'])), 'are too many'],
  ])('refuses %j: %s', (queries, why) => {
    const read = z.strictObject(prometheus.shape).safeParse({ url: 'https://p.example.com', queries });
    expect(read.error?.issues.map(({ message }) => message).join()).toContain(why);
  });

  it('takes brackets inside of quotes for text', () => {
    const queries = { a: 'count(x{path=~"/a(b|c", b=\'}\'}) # )' };
    expect(z.strictObject(prometheus.shape).safeParse({ url: 'https://p.example.com', queries }).success).toBe(true);
  });
});
