import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CODES } from '../../src/core/check/codes.ts';

const folder = resolve(import.meta.dirname, '../../docs/runbook');
const read = (page: string) => readFileSync(resolve(folder, `${page}.md`), 'utf8');
const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
const codes = Object.keys(CODES).filter((code) => code !== 'ok');
/** About Tocsin itself, not about what it watches. */
const own = ['README', 'watch'];
const procedures = pages.filter((page) => !own.includes(page) && !codes.includes(page));

/** The commands of one part of a page. */
const commandsIn = (text: string, heading: string): readonly string[] => {
  const part = text.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command!.trim());
};

/** The fragment of a heading. */
const anchor = (words: string) => words.toLowerCase().replace(/\W+/g, '-');

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

  it.each(pages)('%s has commands that a shell can read', (page) => {
    const commands = [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command!).join('\n');
    expect(spawnSync('sh', ['-n'], { input: commands, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['another file than the one in production is started', /docker compose (?!-f docker-compose\.prod\.yml )/],
    ['containers that ended are not shown', /docker compose \S+ \S+ ps(?! -a)/],
    ['the ingress serves its self-signed default meanwhile', /delete secret/],
    ['the request is sent before the forward stands, which then stays', /port-forward .*&/],
    ['what is fixed when the image is built is not in the environment', /printenv NEXT_PUBLIC_/],
    ['FastAPI answers HEAD with 405', /curl -s?I\S* \S*:8000/],
    ['gh asks which run is meant', /gh run (view|rerun) -/],
  ])('has no command after which %s', (_what, trap) => {
    const found = pages.flatMap((page) => {
      const commands = [...read(page).matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command!);
      return commands.filter((command) => trap.test(command)).map((command) => `${page}: ${command.trim()}`);
    });
    expect(found).toEqual([]);
  });

  it('comes with the package', () => {
    const root = resolve(folder, '../..');
    const { files } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { files?: readonly string[] };
    // `dist/`, which `scripts/package.ts` fills with it.
    expect(files).toContain('dist');
    expect(readFileSync(resolve(root, 'scripts/package.ts'), 'utf8')).toContain("'docs/runbook'");
    expect(existsSync(resolve(root, '.npmignore'))).toBe(false);
  });

  it('lists every page, and links to nothing that is not there', () => {
    for (const page of pages) {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link]) => link!);
      const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, words]) => `#${anchor(words!)}`);
      const leads = (link: string) =>
        link.startsWith('#') ? headings.includes(link) : existsSync(resolve(folder, link)) && !link.includes('/');
      expect({ page, dead: links.filter((link) => !leads(link)) }).toEqual({ page, dead: [] });
    }
    const listed = [...read('README').matchAll(/\]\(([^)]+)\.md\)/g)].map(([, page]) => page);
    expect([...new Set(listed)].sort()).toEqual(pages.filter((page) => page !== 'README').sort());
  });
});
