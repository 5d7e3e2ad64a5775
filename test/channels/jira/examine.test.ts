import { describe, expect, it } from '@jest/globals';
import { jira } from '../../../src/channels/jira.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';
import { JiraPeer } from '../../support/peers/jira.ts';
import { kept } from '../../support/peers/kept.ts';

const keep = kept();
async function looks(peer: Partial<JiraPeer> = {}, more: object = {}) {
  const site = (await keep(new JiraPeer().open())) as JiraPeer;
  Object.assign(site, peer);
  const settings = { site: 'example.atlassian.net', endpoint: site.url, project: 'SUP', user: 'ada@example.com' };
  const said = await examined(jira as never, { ...settings, token: 'token', ...more });
  expect(site.issues).toEqual([]);
  return said;
}

describe('what the doctor finds of jira', () => {
  it('is in order where an issue may be made of what Tocsin fills in', async () => {
    expect(await looks()).toEqual(['ok: Jira takes a Task in SUP']);
  });

  it('names a token that is refused, and a project that is not there', async () => {
    expect(await looks({}, { token: SECRET })).toEqual(['problem: Jira: answered 401: the credentials are refused']);
    expect(await looks({}, { project: 'NONE' })).toEqual([
      'problem: there is no project NONE, or the user of the token does not see it',
    ]);
    const refuses = {
      'GET /rest/api/3/project/SUP': (response: { writeHead(status: number): { end(): void } }) =>
        response.writeHead(403).end(),
    };
    expect(await looks({ fail: refuses } as never)).toEqual(['problem: Jira: answered 403']);
  });

  it.each([
    ['BROWSE_PROJECTS', 'see issues, so that an incident gets a second one'],
    ['CREATE_ISSUES', 'make issues'],
    ['ADD_COMMENTS', 'comment on issues: news is lost'],
    ['TRANSITION_ISSUES', 'close issues: they stay open'],
  ])('names a permission that is missing: %s', async (lacking, what) => {
    const may = new JiraPeer().may.filter((each) => each !== lacking);
    expect(await looks({ may })).toEqual([`problem: the user of the token may not ${what} (${lacking})`]);
  });

  it('names a type that is not there, a field that nobody fills in, and a form without labels', async () => {
    expect(await looks({}, { 'issue-type': 'Incident' })).toEqual(["problem: SUP has no issue type 'Incident'"]);
    const { form } = new JiraPeer();
    const team = { fieldId: 'customfield_10001', name: 'Team', required: true };
    expect(await looks({ form: [...form, team] })).toEqual([
      'problem: a Task in SUP demands Team, which Tocsin does not fill in',
    ]);
    expect(await looks({ form: form.filter(({ fieldId }) => fieldId !== 'labels') })).toEqual([
      'problem: a Task in SUP has no field for labels: Jira refuses the issue',
    ]);
  });

  it('claims nothing of types that it may not see, and says when Jira cannot be asked', async () => {
    const hidden = {
      'GET /rest/api/3/issue/createmeta/SUP/issuetypes': (response: { writeHead(status: number): { end(): void } }) =>
        response.writeHead(403).end(),
    };
    expect(await looks({ fail: hidden } as never)).toEqual([
      'ok: Jira takes issues in SUP',
      "note: whether 'Task' is a type there cannot be told",
    ]);
    expect(await looks({}, { endpoint: 'http://127.0.0.1:1' })).toEqual([
      'problem: Jira cannot be asked: connection refused',
    ]);
  });
});
