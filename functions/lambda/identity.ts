import type { ClusterPorts } from '../../src/runtime/clusters.ts';

/** Who a function is on AWS: Lambda puts its role's keys into the environment, and another process there before they end. */
export const ownIdentity: ClusterPorts['identity'] = async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('this is no Lambda: its environment holds no keys');
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }) };
};
