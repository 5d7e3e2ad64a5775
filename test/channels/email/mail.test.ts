import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'htmlparser2';
import { type ParsedMail, simpleParser } from 'mailparser';
import { mailOf } from '../../../src/channels/email/mail.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { HOUR } from '../../../src/core/time/instant.ts';
import { someMessage } from '../../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../../support/naughty.ts';
import { MONDAY } from '../../support/plan.ts';

const write = (more: Partial<Message> = {}) => mailOf(someMessage(more), 'tocsin@example.com', 'ada@example.com');
const read = async (more: Partial<Message> = {}): Promise<ParsedMail & { html: string }> => {
  const mail = await simpleParser((await write(more)).raw, { skipTextToHtml: true });
  return { ...mail, html: String(mail.html) };
};
const header = ({ headers }: ParsedMail, name: string) => headers.get(name);

describe('a mail', () => {
  it('is from us to the reader, with the title for its subject, at the time of the message', async () => {
    const mail = await read();
    expect(mail.from?.value).toEqual([{ name: 'Tocsin', address: 'tocsin@example.com' }]);
    expect(mail.to).toMatchObject({ value: [{ address: 'ada@example.com', name: '' }] });
    expect([mail.subject, mail.date?.getTime()]).toEqual([someMessage().title, MONDAY]);
  });

  it('asks no machine for an answer (RFC 3834), and says that a page is urgent', async () => {
    const mail = await read();
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(header(mail, 'x-auto-response-suppress')).toBe('All');
    expect(header(mail, 'priority')).toBe('high');
    for (const calm of [{ severity: 'P3' }, { type: 'update' }, { type: 'resolved' }] as const)
      expect(header(await read(calm), 'priority')).toBeUndefined();
  });

  it('says the same as text: summary, links to answer with, facts, the command on a line of its own', async () => {
    expect((await read()).text).toBe(`${someMessage().summary}

Acknowledge:
https://tocsin.example.com/a/shop-1.1.ada.k

Escalate:
https://tocsin.example.com/a/shop-1.1.ada.e

First command:
    kubectl rollout status deployment/backend

Runbook: status
https://tocsin.example.com/runbook/status

The incident:
https://tocsin.example.com/incidents/shop-1
`);
  });

  it('says it as HTML, with nothing that is loaded, run or sent', async () => {
    const { html } = await read();
    expect(hrefs(html)).toEqual([
      'https://tocsin.example.com/a/shop-1.1.ada.k',
      'https://tocsin.example.com/a/shop-1.1.ada.e',
      'https://tocsin.example.com/runbook/status',
      'https://tocsin.example.com/incidents/shop-1',
    ]);
    expect(html).not.toMatch(/<(script|img|form|iframe|link|object)\b|url\(|\bon\w+=/i);
    expect(html).toContain('kubectl rollout status deployment/backend');
    expect(Buffer.byteLength(html)).toBeLessThan(12_000);
  });

  it('goes without buttons where there are no links', async () => {
    const { link: _, ...rest } = someMessage({
      offers: [{ action: 'acknowledge', label: 'Acknowledge' }],
      details: [],
    });
    const mail = await simpleParser((await mailOf(rest, 'a@example.com', 'b@example.com')).raw, {
      skipTextToHtml: true,
    });
    expect(hrefs(String(mail.html))).toEqual([]);
    expect(mail.text).toBe(`${rest.summary}\n`);
  });

  it.each([
    ['page', 'P1', 'Critical (P1)'],
    ['page', 'P4', 'Low impact (P4)'],
    ['update', 'P2', 'Major (P2) · update'],
    ['resolved', 'P1', 'Resolved'],
    ['page', null, 'Incident'],
  ] as const)('shows of a %s of %s: %s', async (type, severity, shown) => {
    expect((await read({ type, severity })).html).toContain(`>${shown}</td>`);
  });
});

describe('the thread of a mail', () => {
  it('is one for all messages of an incident, whether or not the first one is known', async () => {
    const first = await write();
    const later = await read({ type: 'update', key: 'shop-1/tell/2', earlier: first.id });
    const lost = await read({ type: 'update', key: 'shop-1/tell/3' });
    const [root] = [(await read()).references].flat();
    expect(root).toMatch(/^<[0-9a-f]{32}\.thread@example\.com>$/);
    expect([later.references, later.inReplyTo]).toEqual([[root, `<${first.id}>`], `<${first.id}>`]);
    expect([lost.references, lost.inReplyTo]).toEqual([root, root]);
    expect((await read({ thread: 'shop-1/2' })).references).not.toEqual(root);
  });

  it('knows a repeat by its Message-ID and shows it (E5)', async () => {
    const repeat = { repeat: true, at: MONDAY + 30_000 };
    expect((await write(repeat)).id).toBe((await write()).id);
    const mail = await read(repeat);
    expect(mail.subject).toBe(`Repeat: ${someMessage().title}`);
    expect(header(mail, 'tocsin-repeat')).toBe('true');
    expect(header(await read(), 'tocsin-repeat')).toBeUndefined();
  });

  it('never takes a new page for an old one: other pages, and those of an installation that began anew', async () => {
    const ids = [await write(), await write({ key: 'shop-1/other' }), await write({ at: MONDAY + HOUR })].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a mail with what others wrote', () => {
  it.each(NAUGHTY)('stays one mail, with its parts, whatever a text holds: %j', async (text) => {
    const mail = await read({
      title: text,
      summary: text,
      details: [
        { label: text, text, href: text },
        { label: 'c', text, is: 'command' },
      ],
      offers: [{ action: 'approve', label: text, href: 'https://tocsin.example.com/a/1' }],
    });
    expect(mail.to).toMatchObject({ value: [{ address: 'ada@example.com' }] });
    expect([mail.cc, mail.bcc, mail.attachments]).toEqual([undefined, undefined, []]);
    expect([mail.text, mail.html, mail.subject ?? ''].join('')).not.toMatch(OBEYED);
    expect(hrefs(mail.html)).toEqual(['https://tocsin.example.com/a/1', 'https://tocsin.example.com/incidents/shop-1']);
    expect(mail.html).not.toMatch(/<(script|img|b)\b/);
    expect(mail.text).toContain('https://tocsin.example.com/a/1');
    expect([...(mail.subject ?? '')].length).toBeLessThanOrEqual(120);
  });

  it('has an end, however much there is to tell: mail programs cut at 100 KB', async () => {
    const details = Array.from({ length: 500 }, (_, i) => ({ label: `fact ${i}`, text: '<'.repeat(50_000) }));
    expect(Buffer.byteLength((await read({ details, summary: '<'.repeat(50_000) })).html)).toBeLessThan(100_000);
  });
});

/** Where a page of HTML leads to. */
function hrefs(html: string): readonly string[] {
  const found: string[] = [];
  const walk = (nodes: readonly { name?: string; attribs?: { href?: string }; children?: never[] }[]): void => {
    for (const node of nodes) {
      if (node.name === 'a' && node.attribs?.href !== undefined) found.push(node.attribs.href);
      walk(node.children ?? []);
    }
  };
  walk(parseDocument(html).children as never);
  return found;
}
