import { CloudWatchClient, DescribeAlarmsCommand, type DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../../core/alarm/alarm.ts';
import { type Installation, nameOf } from '../../core/installation.ts';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { type Access, clientOf } from './place.ts';

export interface AlarmsOptions extends Access {
  readonly installation: Pick<Installation, 'prefix'>;
  readonly region: string;
  readonly patience?: Patience;
}

/** CloudWatch's most for one answer. */
const PAGE = 100;

/** Reads the installation's alarms in one region. */
export class Alarms {
  readonly #calls: Calls<CloudWatchClient>;
  readonly #prefix: string;

  constructor({ installation, region, patience, ...access }: AlarmsOptions) {
    const failure = failureOf(`the alarms in ${region} cannot be read`);
    this.#calls = new Calls(new CloudWatchClient(clientOf(region, access)), { name: 'CloudWatch', failure }, patience);
    this.#prefix = nameOf(installation, '');
  }

  /** All of them, composite ones too. Throws a `CallError`. */
  async read(): Promise<readonly AlarmState[]> {
    const found: AlarmState[] = [];
    let next: string | undefined;
    do {
      const command: DescribeAlarmsCommand = new DescribeAlarmsCommand({
        AlarmNamePrefix: this.#prefix,
        // Composite alarms are left out where they are not asked for.
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: PAGE,
        NextToken: next,
      });
      const page = await this.#calls.make((client, options) => client.send(command, options), 'is once');
      found.push(...statesOf(page));
      next = page.NextToken;
    } while (next);
    return found;
  }

  close(): void {
    this.#calls.close();
  }
}

const statesOf = ({ MetricAlarms = [], CompositeAlarms = [] }: DescribeAlarmsCommandOutput): readonly AlarmState[] =>
  [...MetricAlarms, ...CompositeAlarms].flatMap((alarm) => {
    // An update keeps the state and changes the other moment: its reason.
    const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
    if (alarm.AlarmName === undefined || alarm.StateValue === undefined || since === undefined) return [];
    return [
      {
        name: alarm.AlarmName,
        value: alarm.StateValue,
        since: since.getTime(),
        ...(alarm.AlarmDescription && { description: alarm.AlarmDescription }),
      },
    ];
  });
