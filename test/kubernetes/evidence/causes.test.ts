import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PAGES } from '../../../src/diagnosis/runbook.ts';
import { causesOf } from '../../../src/kubernetes/evidence/causes.ts';
import { nextCommands } from '../../../src/kubernetes/evidence/commands.ts';
import type { Finding, FindingKind } from '../../../src/kubernetes/evidence/finding.ts';
import {
  podFindings,
  restartFindings,
  rolloutFindings,
  warningFindings,
} from '../../../src/kubernetes/evidence/pod-findings.ts';
import { RUNBOOK } from '../../../src/kubernetes/evidence/runbook.ts';
import type { Trouble } from '../../../src/kubernetes/evidence/trouble.ts';
import { deployment } from '../../support/kubernetes/objects.ts';
import { pod } from '../../support/kubernetes/pods.ts';

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
const trouble = (reason: string, more: Partial<Trouble> = {}): Trouble => ({
  pod: 'a',
  container: 'backend',
  reason,
  ...more,
});
const kinds = Object.keys(RUNBOOK) as readonly FindingKind[];

describe('the likely cause of a finding', () => {
  it.each(Object.entries(PAGES).filter(([, page]) => page))('section %s has the page %s', (section, page) => {
    const file = resolve(import.meta.dirname, `../../../docs/runbook/${page}.md`);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^# ${section.replace('.', '\\.')} `));
  });

  it.each(kinds)('%s is told in words, with commands that only look, and real names', (is) => {
    const about = { pod: 'backend-1', container: 'backend', object: 'service/backend-service' };
    const [cause] = causesOf(REF, [{ is, text: 'so it is', ...about }]);
    expect(cause!.cause).not.toBe('');
    expect(cause!.commands.length).toBeGreaterThan(0);
    for (const command of cause!.commands) {
      expect(command).toMatch(/^kubectl (?:--namespace [\w-]+ )?(?:logs|describe|get|top|exec -it|rollout history) ?/);
      expect(command).not.toMatch(/undefined|<|\bsecret\/|delete|undo|restart|scale/);
    }
  });

  it('comes with the most telling first, and what is no fault last', () => {
    const found = (is: FindingKind, more: Partial<Finding> = {}): Finding => ({ is, text: is, ...more });
    const causes = causesOf(REF, [
      found('at most replicas'),
      found('crash'),
      found('python error', { hint: true }),
      found('database unreachable'),
    ]);
    expect(causes.map(({ is, hint = false }) => [is, hint])).toEqual([
      ['database unreachable', false],
      ['crash', false],
      ['python error', true],
      ['at most replicas', true],
    ]);
  });

  it.each([
    ['backend-deployment', '2.2'],
    ['frontend-deployment', '2.3'],
    ['ingress-nginx-controller', '2.1'],
    ['postgres', '2.4'],
    ['grafana', '2.6'],
  ])('a crash of %s is section %s', (name, section) => {
    expect(causesOf({ ...REF, name }, [{ is: 'crash', text: '' }])).toMatchObject([{ section }]);
  });
});

describe('what pods suffer from', () => {
  it.each([
    ['CrashLoopBackOff', 'exit code 1', 'crash'],
    ['CrashLoopBackOff', 'OOMKilled', 'out of memory'],
    ['OOMKilled', undefined, 'out of memory'],
    ['ErrImagePull', undefined, 'image'],
    ['CreateContainerConfigError', 'configmap "x" not found', 'config missing'],
    ['Unschedulable', '0/3 nodes are available', 'unschedulable'],
    ['Unschedulable', "1 node(s) didn't have free ports for the requested pod ports.", 'port conflict'],
    ['StartError', undefined, 'crash'],
  ])('%s, %s: %s', (reason, detail, is) => {
    expect(podFindings([trouble(reason, detail === undefined ? {} : { detail })])).toMatchObject([{ is }]);
  });

  it('is said once of all that suffer alike', () => {
    const crash = trouble('CrashLoopBackOff', { detail: 'exit code 1' });
    expect(podFindings([crash, { ...crash, pod: 'b' }, trouble('Evicted', { pod: 'c' })])).toEqual([
      { is: 'crash', text: '2 pods: CrashLoopBackOff, exit code 1', pod: 'a', container: 'backend' },
      { is: 'evicted', text: 'c: Evicted', pod: 'c', container: 'backend' },
    ]);
  });

  it('is told by warnings where pods cannot say it', () => {
    const warnings = [
      'FailedMount: MountVolume.SetUp failed for volume "config" : configmap "backend-config" not found',
      'FailedCreate: Error creating: pods "x" is forbidden: exceeded quota: compute',
      'BackOff: Back-off restarting failed container',
      'Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503',
    ];
    expect(
      warningFindings(warnings, [{ is: 'not ready', text: '' }], false)
        .map(({ is }) => is)
        .toSorted(),
    ).toEqual(['config missing', 'quota']);
    expect(warningFindings(warnings.slice(3), [], true)).toEqual([{ is: 'not ready', text: warnings[3], hint: true }]);
  });

  it('is told by what runs again and ended since all was well', () => {
    const ended = (name: string, time: string, reason = 'OOMKilled') =>
      pod(name, { lastState: { terminated: { reason, exitCode: 137, finishedAt: `2026-11-02T${time}:00Z` } } });
    const pods = [ended('a', '13:40'), ended('b', '14:05'), ended('c', '14:01'), pod('d')];
    expect(restartFindings(pods, Date.parse('2026-11-02T13:50:00Z'), 'Europe/Berlin')).toEqual([
      {
        is: 'out of memory',
        text: 'b (backend) restarted at 15:05 (OOMKilled, exit code 137), and 1 more',
        pod: 'b',
        container: 'backend',
        hint: true,
      },
    ]);
    expect(restartFindings(pods, Date.parse('2026-11-02T15:00:00Z'), 'UTC')).toEqual([]);
  });

  it('is told by a rollout that gave up, or may make no pods', () => {
    const conditions = [
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: compute' },
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
    ];
    const late = { is: 'failed', text: 'deployment "x" exceeded its progress deadline' } as const;
    expect(rolloutFindings(late, { ...deployment(), status: { conditions } })).toEqual([
      { is: 'quota', text: 'exceeded quota: compute' },
      { is: 'rollout failed', text: late.text },
    ]);
    expect(rolloutFindings({ is: 'done', text: '' }, deployment())).toEqual([]);
  });
});

describe('next commands', () => {
  it('are those of the causes, then of the rollout, each once', () => {
    const troubles = [trouble('OOMKilled')];
    const revisions = [
      { number: 2, images: [] },
      { number: 1, images: [] },
    ];
    expect(nextCommands(REF, { troubles, revisions, rollout: { is: 'under way', text: '' } })).toEqual([
      'kubectl --namespace shop top pod a --containers',
      'kubectl --namespace shop logs a --container backend --previous --tail 100',
      'kubectl --namespace shop describe pod a',
      'kubectl --namespace shop rollout status deployment/backend-deployment',
      'kubectl --namespace shop rollout history deployment/backend-deployment',
    ]);
  });

  it('of what seems well are its logs and a shell', () => {
    expect(nextCommands(REF, { troubles: [], revisions: [] }, 'backend')).toEqual([
      'kubectl --namespace shop logs deployment/backend-deployment --container backend --tail 100',
      'kubectl --namespace shop exec -it deployment/backend-deployment --container backend -- sh',
    ]);
  });
});
