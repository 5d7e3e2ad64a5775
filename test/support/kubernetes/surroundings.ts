import type { ApiServer } from './api-server.ts';
import { list } from './objects.ts';

/** What a namespace has around a workload, as lists that are empty. */
const AROUND = [
  '/api/v1/namespaces/shop/configmaps',
  '/api/v1/namespaces/shop/services',
  '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
  '/apis/networking.k8s.io/v1/namespaces/shop/ingresses',
  '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers',
  '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods',
];

/** A cluster that has everything that is asked for, and nothing in it. */
export function surround(server: ApiServer): void {
  for (const path of AROUND) server.objects.set(path, list('List', []) as never);
}
