import { describe, expect, it } from '@jest/globals';
import { githubIssue } from '../../../src/channels/github-issue.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';
import { GitHubIssuesPeer } from '../../support/peers/github-issues.ts';
import { kept } from '../../support/peers/kept.ts';

const keep = kept();
const USUAL = new GitHubIssuesPeer().repository;
async function looks(peer: Partial<GitHubIssuesPeer> = {}, more: object = {}) {
  const github = (await keep(new GitHubIssuesPeer().open())) as GitHubIssuesPeer;
  Object.assign(github, peer);
  const settings = { repository: 'example/shop', token: github.token, endpoint: github.url, ...more };
  const said = await examined(githubIssue as never, settings);
  expect(github.issues).toEqual([]);
  return said;
}
const repository = (more: object) => ({ repository: { ...USUAL, ...more } });

describe('what the doctor finds of github-issue', () => {
  it('is in order where the repository takes issues, and the token may write them', async () => {
    expect(await looks()).toEqual(['ok: GitHub takes issues there, and the token may write them']);
    const open = { ...repository({ private: false }), tokenHeaders: { 'x-oauth-scopes': 'public_repo' } };
    expect(await looks(open)).toEqual(['ok: GitHub takes issues there, and the token may write them']);
  });

  it('leaves to a message what GitHub does not tell of a fine-grained token', async () => {
    expect(await looks({ tokenHeaders: {} })).toEqual([
      'ok: example/shop takes issues',
      'note: only a message can tell whether the token may write them',
    ]);
  });

  it('names a token that is refused, or lacks the scope, or ends soon', async () => {
    expect(await looks({}, { token: SECRET })).toEqual(['problem: GitHub: answered 401: the credentials are refused']);
    expect(await looks({ tokenHeaders: { 'x-oauth-scopes': 'public_repo' } })).toEqual([
      'problem: the token lacks the scope repo: it may write no issue',
    ]);
    const ends = (on: string) => looks({ tokenHeaders: { 'github-authentication-token-expiration': on } });
    expect(await ends('2026-11-09 10:00:00 UTC')).toContain('note: the token ends on 2026-11-09');
    expect((await ends('2027-11-09 10:00:00 UTC')).join()).not.toContain('ends');
  });

  it('names a repository that is not there, takes no issues, or is closed', async () => {
    expect(await looks({}, { repository: 'example/other' })).toEqual([
      'problem: there is no repository example/other, or the token does not see it',
    ]);
    expect(await looks(repository({ has_issues: false }))).toEqual(['problem: example/shop has no issues']);
    expect(await looks(repository({ archived: true }))).toEqual([
      'problem: example/shop is archived: nobody can write there',
    ]);
    expect(await looks(repository({ disabled: true }))).toEqual([
      'problem: example/shop is disabled: nobody can write there',
    ]);
  });

  it('names labels that GitHub would leave out', async () => {
    const reader = repository({ permissions: { push: false, triage: false } });
    expect((await looks(reader, { labels: ['incident'] })).join()).toContain(
      'note: the owner of the token may set no labels in example/shop',
    );
    expect((await looks(reader)).join()).not.toContain('labels');
  });

  it('says when GitHub cannot be asked', async () => {
    expect(await looks({}, { endpoint: 'http://127.0.0.1:1' })).toEqual([
      'problem: GitHub cannot be asked: connection refused',
    ]);
  });
});
