import { type App, Stack } from 'aws-cdk-lib';
import { deployable, TocsinConfigError } from './deployable.ts';
import { Installation } from './installation.ts';

/**
 * An installation as an app of its own. The config is `-c config=FILE`, else tocsin.yaml. Answers what is wrong with it, a
 * line each; then nothing is made.
 */
export function tocsinApp(app: App): readonly string[] {
  try {
    const made = deployable(String(app.node.tryGetContext('config') ?? 'tocsin.yaml'));
    const { home, prefix } = made.installation;
    const account = process.env.CDK_DEFAULT_ACCOUNT;
    const stack = new Stack(app, 'Tocsin', {
      stackName: `${prefix}-control`,
      description: 'Tocsin, control',
      env: { region: home, ...(account !== undefined && { account }) },
    });
    new Installation(stack, 'Tocsin', made);
    return [];
  } catch (error) {
    if (error instanceof TocsinConfigError) return error.problems;
    throw error;
  }
}
