/** Who we are on AWS, found as every AWS tool does: the environment, a profile, a role. Throws where nobody is found. */
export async function awsIdentity() {
  // AWS's clients take a moment to load. Any of them has the whole chain; nothing is asked of this one.
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  const { accessKeyId, secretAccessKey, sessionToken } = await new LambdaClient({
    region: 'us-east-1',
  }).config.credentials();
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
