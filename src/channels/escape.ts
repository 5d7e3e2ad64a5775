import { harmless } from './harmless.ts';

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text in HTML, between tags or in a quoted attribute. */
export const forHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => HTML[c]!);

/** Harmless text on one line, as subjects are. */
export const oneLine = (text: string): string => harmless(text).replace(/\s+/g, ' ').trim();

/** An address that may be followed: nothing but the web's. */
export const webLink = (href: string | undefined): string | undefined =>
  href !== undefined && /^https?:\/\/[^\s<>"]+$/.test(href) ? href : undefined;
