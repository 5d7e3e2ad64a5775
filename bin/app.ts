import { App, ArnFormat, Stack } from 'aws-cdk-lib';
import { IncidentWorkflow } from '../lib/incident-workflow.ts';

/** The CDK app: so far the incident workflow, around functions that are called `tocsin-<step>`. */
const stack = new Stack(new App(), 'Tocsin');
new IncidentWorkflow(stack, 'IncidentWorkflow', {
  resource: (step) =>
    stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `tocsin-${step}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
});
