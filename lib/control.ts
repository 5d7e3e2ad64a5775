import { Construct } from 'constructs';
import { SEVERITIES } from '../src/core/severity/severity.ts';
import { DeadLetters } from './dead-letters.ts';
import { HOME_FUNCTIONS } from './functions.ts';
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
    for (const [name, is] of Object.entries(HOME_FUNCTIONS))
      new StepFunction(this, name, { place, name, is, region: installation.home, deadLetters: queue });
    new IncidentWorkflow(this, 'Workflow', {
      name: names.name('incident'),
      resource: (step) => names.function(installation.home, step),
      emergency: names.topic(installation.home, 'emergency'),
    });
  }
}
