import { TimeZone } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DrillPlan } from '../src/core/plan.ts';
import type { Names } from './names.ts';
import { RunByClock } from './schedule.ts';

export interface DrillsProps {
  readonly names: Names;
  readonly drills: readonly DrillPlan[];
  readonly target: IFunction;
  readonly deadLetters: IQueue;
}

/** Calls for the drills of the config, by wall clock; the step itself says which of them are due. */
export class Drills extends Construct {
  constructor(scope: Construct, id: string, { names, drills, target, deadLetters }: DrillsProps) {
    super(scope, id);
    for (const [nth, drill] of drills.entries())
      new RunByClock(this, `Drill${nth}`, {
        name: names.name(`drill-${nth}`),
        at: expression(drill),
        target,
        input: {},
        deadLetters,
      });
  }
}

/** The scheduler's cron of six fields, whose weekdays are `MON` to `SUN`; it knows summer time by itself. */
function expression({ starts, timezone }: DrillPlan): ScheduleExpression {
  const timeZone = TimeZone.of(timezone);
  if ('once' in starts) return ScheduleExpression.expression(`at(${seconds(starts.once)})`, timeZone);
  const [hour, minute] = starts.at.split(':').map(Number);
  const days = starts.on === undefined ? '* * ?' : `? * ${starts.on.slice(0, 3).toUpperCase()}`;
  return ScheduleExpression.expression(`cron(${minute} ${hour} ${days} *)`, timeZone);
}

/** A local moment of the config, `2027-01-31T09:00`, with the seconds that AWS asks for. */
const seconds = (moment: string): string => moment.replace(' ', 'T').replace(/T(\d\d:\d\d)$/, 'T$1:00');
