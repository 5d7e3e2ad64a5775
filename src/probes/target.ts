import * as z from 'zod';

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

/** What every kind that speaks HTTP can set. */
export const webTarget = {
  url: webUrl(),
  headers: requestHeaders().default({}),
  follow: z.boolean().default(true).describe('follow up to ten redirects'),
  ca: z.string().optional().describe('authorities to trust in place of the public ones, as PEM'),
};
