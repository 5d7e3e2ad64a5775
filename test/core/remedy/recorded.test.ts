import { describe, expect, it } from '@jest/globals';
import { isRecording, recordedMonitors } from '../../../src/core/remedy/recorded.ts';
import { backendMonitor, remedyPlan } from '../../support/kubernetes/shop-cluster.ts';
import { monitor } from '../../support/plan.ts';

const monitors = { backend: backendMonitor, page: monitor('page') };
const github = { api: '', repositories: {}, environment: 'production' };

describe('what is looked at each minute', () => {
  it('is what runs the monitors that some remedy may touch (G2)', () => {
    const of = (...remedies: readonly object[]) =>
      recordedMonitors({ monitors, remedies: Object.fromEntries(remedies.map((each, n) => [n, each])) as never });
    expect(of(remedyPlan('rollback'), remedyPlan('restart'))).toEqual(['backend']);
    expect(of(remedyPlan('rollback', { mode: 'off' }))).toEqual([]);
    expect(of(remedyPlan('webhook', { monitor: 'page' }))).toEqual([]);
  });

  it('is nothing where there is neither, and what GitHub says where it is asked', () => {
    expect(isRecording({ monitors, remedies: {} })).toBe(false);
    expect(isRecording({ monitors, remedies: { undo: remedyPlan('rollback') } })).toBe(true);
    expect(isRecording({ monitors, remedies: {}, deploys: { github } })).toBe(false);
    expect(isRecording({ monitors, remedies: {}, deploys: { github: { ...github, token: 't' } } })).toBe(true);
  });
});
