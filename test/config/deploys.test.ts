import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { secretsOf } from '../../src/config/secrets.ts';

function load(deploys: string) {
  const text = `monitors:\n  shop: { url: "https://shop.example.com/" }\ndeploys:\n${deploys}`;
  const loaded = config.text('tocsin.yaml', text);
  return loaded.ok
    ? loaded
    : { ok: false as const, said: loaded.problems.map(({ path, message }) => `${path}: ${message}`) };
}

describe('deploys: tools that know what went live', () => {
  it('is compiled with its defaults; secrets stay references', () => {
    const loaded =
      load(`  github: { repositories: { example/shop: [shop], example/lib: [] }, token: "\${secret:github}" }
  webhook: { token: "\${secret:deploys}" }
`);
    if (!loaded.ok) throw new Error(loaded.said.join('\n'));
    expect(loaded.plan.deploys).toEqual({
      github: {
        api: 'https://api.github.com',
        repositories: { 'example/shop': ['shop'], 'example/lib': [] },
        environment: 'production',
        token: '${secret:github}',
      },
      webhook: { token: '${secret:deploys}' },
    });
    expect([...secretsOf(loaded.plan)]).toEqual([
      ['github', ['deploys']],
      ['deploys', ['deploys']],
    ]);
  });

  it.each([
    ['  github: { repositories: { example/shop: [nope] }, token: abc }', /there is no monitor 'nope'/],
    ['  github: { repositories: { example/shop: [shop] } }', /neither asks GitHub nor is told by it/],
    ['  github: { repositories: { shop: [shop] }, token: abc }', /owner\/name/],
    ['  webhook: { token: short }', /at least 8 characters/],
    ['  gitlab: { token: abc }', /gitlab/],
  ])('%s is refused in words', (text, why) => {
    const loaded = load(text);
    expect(loaded.ok ? 'it loads' : loaded.said.join()).toMatch(why);
  });

  it('is absent where nothing is said', () => {
    const loaded = config.text('tocsin.yaml', 'monitors: { shop: { url: "https://shop.example.com/" } }');
    expect(loaded.ok && 'deploys' in loaded.plan).toBe(false);
  });
});
