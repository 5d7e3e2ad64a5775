import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Place } from '../place.ts';
import { availability } from './availability.ts';
import { incidents } from './incidents.ts';
import { latency } from './latency.ts';
import { phases } from './phases.ts';
import { probers } from './probers.ts';

/** Makes one part of the dashboard: widgets that stand beside each other, row by row. */
export type Part = (place: Place, names: Names) => readonly cloudwatch.IWidget[][];

/** From top to bottom: what users got, what was done about it, and whether those who look are well. */
const PARTS: readonly Part[] = [availability, latency, phases, incidents, probers];

/** The installation's dashboard in CloudWatch, in the home region. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { place, names }: { readonly place: Place; readonly names: Names }) {
    super(scope, id);
    new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: place.installation.prefix,
      // A week, as it is looked at first.
      defaultInterval: Duration.days(7),
      widgets: PARTS.flatMap((part) => part(place, names)),
    });
  }
}
