import { isIP } from 'node:net';
import * as z from 'zod';
import { auth, identity } from './auth/auth.ts';

/** An http or https URL, or a reference to one. Whether a reference resolves to a URL shows when it is used. */
export const webUrl = () =>
  z.string().superRefine((text, context) => {
    if (text.startsWith('${secret:')) return;
    const fine = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
    if (!fine)
      context.addIssue({
        code: 'custom',
        message: `'${text}' is not a web address: write for example https://shop.example.com/`,
      });
  });

/** A host as people name one: a name of letters, digits, hyphens and underscores, or an IP address without brackets. */
export const hostName = () =>
  z.string().superRefine((text, context) => {
    if (text.startsWith('${secret:') || isIP(text) !== 0 || /^[a-z0-9_][\w-]*(\.[\w-]+)*\.?$/i.test(text)) return;
    const message = `'${text}' is not a host: write for example shop.example.com or 192.0.2.7`;
    context.addIssue({ code: 'custom', message });
  });

export const port = () => z.int('write a port between 1 and 65535').min(1).max(65_535);

/** A record by header name; the complaint about a name says which. */
export const headersOf = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string(), value).superRefine((headers, context) => {
    for (const name of Object.keys(headers))
      if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
        context.addIssue({ code: 'custom', message: `'${name}' is not a header name`, path: [name] });
  });

/** Request headers; a line break in one would forge others. */
export const requestHeaders = () =>
  headersOf(z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'a header value is one line of plain characters'));

export const method = () => z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What every kind that speaks HTTP can set. */
export const webTarget = {
  url: webUrl(),
  headers: requestHeaders().default({}),
  follow: z.boolean().default(true).describe('follow up to ten redirects'),
  auth,
  'client-certificate': identity,
  ca: z.string().optional().describe('authorities to trust in place of the public ones, as PEM'),
};
