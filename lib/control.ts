import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { isRecording } from '../src/core/remedy/recorded.ts';
import { SEVERITIES } from '../src/core/severity/severity.ts';
import { MINUTE } from '../src/core/time/instant.ts';
import { Dashboard } from './dashboard/dashboard.ts';
import { DeadLetters } from './dead-letters.ts';
import { Drills } from './drills.ts';
import { EmergencyTopic } from './emergency-topic.ts';
import { HOME_FUNCTIONS, LOCATION_FUNCTIONS } from './functions.ts';
import { IncidentTable } from './incident-table.ts';
import { IncidentWorkflow } from './incident-workflow.ts';
import { LookAlarms } from './look-alarms.ts';
import { Names } from './names.ts';
import { OwnAlarms } from './own-alarms.ts';
import type { Place } from './place.ts';
import { every, RunByClock } from './schedule.ts';
import { SecondDoor } from './second-door.ts';
import { StepFunction } from './step-function.ts';
import { PeopleTopic } from './topic.ts';

/** The home region: the table, the incident workflow, its steps and the ways in, and topics for people. */
export class Control extends Construct {
  /** The Function URL. */
  readonly url: string;

  constructor(scope: Construct, id: string, { place }: { readonly place: Place }) {
    super(scope, id);
    const { plan, installation } = place;
    const names = new Names(this, installation);
    new IncidentTable(this, 'Table', { installation });
    for (const severity of SEVERITIES)
      new PeopleTopic(this, severity, { name: names.name(severity.toLowerCase()), says: `Tocsin ${severity}` });
    new EmergencyTopic(this, 'Emergency', { installation });
    const { queue } = new DeadLetters(this, 'DeadLetters', { name: names.name('dead-letters') });
    const common = { place, region: installation.home, deadLetters: queue };
    const { web, alarm, drills, remedy, ...steps } = HOME_FUNCTIONS;
    const doors = new StepFunction(this, 'web', { ...common, name: 'web', is: web });
    // Open to everyone: whoever sends something is let in by a token or a signature of its own, or not at all.
    const url = doors.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    this.url = url.url;
    new CfnOutput(this, 'Address', { value: url.url, description: 'where people and providers answer' });
    // The control endpoint is looked at from home, whether or not home is a location.
    if (!installation.locations.some(({ region }) => region === installation.home))
      new StepFunction(this, 'look', { ...common, name: 'look', is: LOCATION_FUNCTIONS.look });
    for (const [name, is] of Object.entries(steps))
      new StepFunction(this, name, { ...common, name, is, environment: { TOCSIN_PUBLIC_URL: url.url } });
    const { function: remedies } = new StepFunction(this, 'remedy', {
      ...common,
      name: 'remedy',
      is: remedy,
      environment: { TOCSIN_PUBLIC_URL: url.url },
    });
    if (isRecording(plan))
      new RunByClock(this, 'Recorder', {
        name: names.name('recorder'),
        at: every(MINUTE),
        target: remedies,
        input: { record: true },
        deadLetters: queue,
      });
    const { function: second } = new StepFunction(this, 'alarm', { ...common, name: 'alarm', is: alarm });
    if (plan.drills?.length) {
      const { function: target } = new StepFunction(this, 'drills', { ...common, name: 'drills', is: drills });
      new Drills(this, 'Drills', { names, drills: plan.drills, target, deadLetters: queue });
    }
    new LookAlarms(this, 'LookAlarms', { place });
    new SecondDoor(this, 'SecondDoor', { installation, alarm: second, deadLetters: queue });
    new OwnAlarms(this, 'OwnAlarms', { names });
    new Dashboard(this, 'Dashboard', { place, names });
    new IncidentWorkflow(this, 'Workflow', {
      name: names.name('incident'),
      resource: (step) => names.function(installation.home, step),
      emergency: names.topic(installation.home, 'emergency'),
    });
  }
}
