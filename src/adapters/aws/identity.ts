import { LambdaClient } from '@aws-sdk/client-lambda';

/** Who we are on AWS, found as every AWS tool does: the environment, a profile, a role. Throws where nobody is found. */
export function awsIdentity(region: string) {
  // Any client has the whole chain; nothing is asked of this one.
  const client = new LambdaClient({ region });
  return async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  };
}
