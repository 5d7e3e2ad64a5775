/** Verbs are not looked at by what is tried here. */
const resource = (name: string, kind: string, more: object = {}) => ({
  name,
  singularName: kind.toLowerCase(),
  namespaced: true,
  kind,
  verbs: ['get', 'list', 'watch', 'patch', 'update', 'delete'],
  ...more,
});
const SCALE = { group: 'autoscaling', version: 'v1' };

/** What clients ask first: which groups, versions and resources there are (the form from before 1.26, which all understand). */
export const DISCOVERY: Readonly<Record<string, unknown>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] },
  '/apis': {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [
      {
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      },
    ],
  },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [resource('pods', 'Pod'), resource('events', 'Event')],
  },
  '/apis/apps/v1': {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: 'apps/v1',
    resources: [
      resource('deployments', 'Deployment', { shortNames: ['deploy'] }),
      resource('deployments/scale', 'Scale', SCALE),
      resource('statefulsets', 'StatefulSet', { shortNames: ['sts'] }),
      resource('statefulsets/scale', 'Scale', SCALE),
      resource('daemonsets', 'DaemonSet', { shortNames: ['ds'] }),
      resource('replicasets', 'ReplicaSet', { shortNames: ['rs'] }),
      resource('controllerrevisions', 'ControllerRevision'),
    ],
  },
};
