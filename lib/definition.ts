import { App, Stack } from 'aws-cdk-lib';
import { IncidentWorkflow } from './incident-workflow.ts';

/** The synthesised definition as committed in `functions/incident.asl.json`; steps are named where ARNs will be. */
export function definition(): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Definition');
  new IncidentWorkflow(stack, 'IncidentWorkflow', {
    resource: (step) => `arn:aws:lambda:us-east-1:000000000000:function:tocsin-${step}`,
    emergency: 'arn:aws:sns:us-east-1:000000000000:tocsin-emergency',
  });
  const { Resources } = app.synth().getStackByName(stack.stackName).template as { Resources: Record<string, Resource> };
  const machine = Object.values(Resources).find((resource) => resource.Type === 'AWS::StepFunctions::StateMachine');
  const text = machine?.Properties.DefinitionString;
  if (typeof text !== 'string')
    throw new Error('the definition is not plain text: it refers to a resource where a name is due');
  return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly DefinitionString: unknown };
}
