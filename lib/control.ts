import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { SEVERITIES } from '../src/core/severity/severity.ts';
import { DeadLetters } from './dead-letters.ts';
import { HOME_FUNCTIONS, LOCATION_FUNCTIONS } from './functions.ts';
import { IncidentTable } from './incident-table.ts';
import { IncidentWorkflow } from './incident-workflow.ts';
import { Names } from './names.ts';
import type { Place } from './place.ts';
import { StepFunction } from './step-function.ts';
import { PeopleTopic } from './topic.ts';

/** The home region: the table, the incident workflow, its steps and the ways in, and topics for people. */
export class Control extends Construct {
  constructor(scope: Construct, id: string, { place }: { readonly place: Place }) {
    super(scope, id);
    const { installation } = place;
    const names = new Names(this, installation);
    new IncidentTable(this, 'Table', { installation });
    for (const severity of SEVERITIES)
      new PeopleTopic(this, severity, { name: names.name(severity.toLowerCase()), says: `Tocsin ${severity}` });
    new PeopleTopic(this, 'Emergency', { name: names.name('emergency'), says: 'Tocsin emergency' });
    const { queue } = new DeadLetters(this, 'DeadLetters', { name: names.name('dead-letters') });
    const common = { place, region: installation.home, deadLetters: queue };
    const { web, ...steps } = HOME_FUNCTIONS;
    const doors = new StepFunction(this, 'web', { ...common, name: 'web', is: web });
    // Open to everyone: whoever sends something is let in by a token or a signature of its own, or not at all.
    const url = doors.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    new CfnOutput(this, 'Address', { value: url.url, description: 'where people and providers answer' });
    // The control endpoint is looked at from home, whether or not home is a location.
    if (!installation.locations.some(({ region }) => region === installation.home))
      new StepFunction(this, 'look', { ...common, name: 'look', is: LOCATION_FUNCTIONS.look });
    for (const [name, is] of Object.entries(steps))
      new StepFunction(this, name, { ...common, name, is, environment: { TOCSIN_PUBLIC_URL: url.url } });
    new IncidentWorkflow(this, 'Workflow', {
      name: names.name('incident'),
      resource: (step) => names.function(installation.home, step),
      emergency: names.topic(installation.home, 'emergency'),
    });
  }
}
