import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CODES } from '../../src/core/check/codes.ts';

const folder = resolve(import.meta.dirname, '../../docs/runbook');
const read = (page: string) => readFileSync(resolve(folder, `${page}.md`), 'utf8');
const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
const codes = Object.keys(CODES).filter((code) => code !== 'ok');
const procedures = pages.filter((page) => page !== 'README' && !codes.includes(page));

/** The commands of one part of a page. */
const commandsIn = (text: string, heading: string): readonly string[] => {
  const part = text.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command!.trim());
};

describe('the runbook', () => {
  it.each(codes)('has a page for %s: symptoms, causes, and steps for both platforms', (code) => {
    const text = read(code);
    expect(text).toMatch(new RegExp(`^# ${code}: ${CODES[code as keyof typeof CODES]}\n`));
    for (const heading of ['Symptoms', 'Likely causes', 'See also'])
      expect(
        text
          .split(/^## /m)
          .find((part) => part.startsWith(heading))
          ?.split('\n').length,
      ).toBeGreaterThan(3);
    for (const platform of ['Docker Compose', 'Kubernetes'])
      expect(commandsIn(text, `Steps for ${platform}`).length).toBeGreaterThan(1);
  });

  it('has a page for each of the sections 2.1 to 2.7 and 3.1 to 3.5, and for nothing else', () => {
    const numbers = procedures.map((page) => /^# (\d\.\d) /.exec(read(page))?.[1]);
    expect(numbers.sort()).toEqual([
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '2.5',
      '2.6',
      '2.7',
      '3.1',
      '3.2',
      '3.3',
      '3.4',
      '3.5',
    ]);
    for (const page of procedures)
      for (const platform of ['Docker Compose', 'Kubernetes'])
        expect([page, commandsIn(read(page), `Steps for ${platform}`).length > 1]).toEqual([page, true]);
  });

  it('lists every page, and links to nothing that is not there', () => {
    for (const page of pages) {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link!);
      expect({ page, dead: links.filter((link) => !existsSync(resolve(folder, link))) }).toEqual({ page, dead: [] });
    }
    const listed = [...read('README').matchAll(/\]\(([^)]+)\.md\)/g)].map(([, page]) => page);
    expect([...new Set(listed)].sort()).toEqual(pages.filter((page) => page !== 'README').sort());
  });
});
