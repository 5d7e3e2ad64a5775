import type { AlarmState } from '../../core/alarm/alarm.ts';
import type { HeartbeatLog } from '../../core/check/heartbeat.ts';
import type { Installation } from '../../core/installation.ts';
import type { WatchMemory } from '../../core/ports.ts';
import { locationsIn } from '../../core/watch/concerns/location-silent.ts';
import type { Examination, Patient } from '../doctor.ts';
import { alarms } from './alarms.ts';
import { emergency } from './emergency.ts';
import { installed } from './installed.ts';
import { prober } from './prober.ts';
import { watch } from './watch.ts';

/** What an installation on AWS can be asked. */
export interface Surroundings {
  readonly installation: Installation;
  /** Of these commands. */
  readonly version: string;
  /** The command that deploys it. */
  readonly deploy: string;
  /** The version that is deployed. Throws where it does not answer. */
  readonly ask: () => Promise<string>;
  readonly followers: (region: string) => Promise<readonly { readonly to: string; readonly confirmed: boolean }[]>;
  readonly readAlarms: () => Promise<readonly AlarmState[]>;
  readonly heartbeats: HeartbeatLog;
  readonly watchMemory: Pick<WatchMemory, 'read'>;
}

/** What has to be in order on AWS besides what has to be anywhere. */
export function examinationsOnAws({ plan }: Patient, around: Surroundings): readonly Examination[] {
  const { home, watch: from, locations } = around.installation;
  const regions = [...new Set([home, ...locations.map(({ region }) => region), from])];
  return [
    { what: `installation in ${home}`, examine: installed(around) },
    ...locationsIn(plan).map((location) => ({ what: `location ${location}`, examine: prober(around, location) })),
    { what: `watch from ${from}`, examine: watch(around) },
    { what: 'alarms', examine: alarms(around) },
    ...regions.map((region) => ({ what: `emergencies in ${region}`, examine: emergency(around, region) })),
  ];
}
