import { createHash } from 'node:crypto';
import type { AnswerLinkAsk } from '../../../src/core/ports.ts';
import type { Simulation } from '../../../src/simulation/driver.ts';
import type { WebPorts } from '../../../src/web/ports.ts';
import { answerToken } from '../../../src/wire/answer-link.ts';
import { Client } from './client.ts';
import { ANSWER_KEY } from './ports.ts';

type Link = Partial<AnswerLinkAsk>;

/** A token for the primary of the P1 scene, as a message would carry it. */
export const tokenOf = (link: Link = {}, key = ANSWER_KEY): string =>
  answerToken(key, {
    incident: 'shop-1',
    generation: 1,
    person: 'devops-1',
    action: 'acknowledge',
    message: 'page',
    ...link,
  });

/** The plan of the approval scene; `until`: what its message would say. */
export const consentTo = (action: 'approve' | 'refuse', until: number, more: Link = {}): Link => ({
  person: 'lead-developer',
  action,
  remedy: 'roll-back-backend',
  hash: 'sha256-5f2c',
  until,
  ...more,
});

/** What a browser shows: the status and the text, without its tags. */
export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly text: string;
}

/** Follows answer links as a browser does: forms are posted with all that is in them, whatever they hold. */
export class Phone {
  readonly client: Client;

  constructor(simulation: Simulation, more: Partial<WebPorts> = {}) {
    this.client = new Client(simulation, more);
  }

  async open(token: string, method: 'GET' | 'HEAD' = 'GET', headers: Record<string, string> = {}): Promise<Shown> {
    return shown(await this.client.ask(`/a/${token}`, { method, headers }));
  }

  /** Presses the button of a form that the page shows; `fields` are filled in first. */
  async press(token: string, action: string, fields: Record<string, string> = {}): Promise<Shown> {
    return this.post(token, this.formOf(await this.open(token), action), fields);
  }

  formOf({ html }: Shown, action: string): URLSearchParams {
    const forms = [...html.matchAll(/<form method="post">([\s\S]*?)<\/form>/g)].map(([, inside]) => hidden(inside!));
    const form = forms.find((each) => each.get('do') === action);
    if (!form) throw new Error(`the page has no form to ${action}: ${forms.map((each) => each.get('do'))}`);
    return form;
  }

  /** As a browser posts from a page with `Referrer-Policy: no-referrer`. */
  async post(token: string, form: URLSearchParams, fields: Record<string, string> = {}): Promise<Shown> {
    const body = new URLSearchParams([...form, ...Object.entries(fields)]);
    return shown(
      await this.client.ask(`/a/${token}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'null',
          'sec-fetch-site': 'same-origin',
        },
        body: body.toString(),
      }),
    );
  }
}

const hidden = (form: string): URLSearchParams => {
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g))
    fields.append(name, value);
  return fields;
};

async function shown(response: Response): Promise<Shown> {
  const html = await response.text();
  const body = html.replace(/<style>.*?<\/style>|<head>.*?<\/head>/gs, ' ');
  const text = body
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim();
  return { status: response.status, html, text };
}

/** All that is stored, as a digest: the same before and after means that nothing was changed. */
export async function stored({ stores, world }: Simulation, group = 'shop'): Promise<string> {
  const heads = await stores.incidents.heads();
  const rows = await Promise.all(heads.map(({ id }) => stores.incidents.rows(id)));
  const kept = [heads, rows, await stores.mutes.current(0), await stores.incidents.past(100), world.receipts.length];
  return createHash('sha256')
    .update(JSON.stringify([group, kept]))
    .digest('hex');
}
