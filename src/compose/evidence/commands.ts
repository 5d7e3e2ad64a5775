import type { ServiceRef } from '../service.ts';
import type { Seen } from './diagnosis.ts';

/** What to type next, with real names filled in; it changes nothing but the last. */
export function nextCommands({ project, service }: ServiceRef, containers: readonly Seen[]): readonly string[] {
  const compose = `docker compose -p ${project}`;
  const ails = containers.find(({ isWell }) => !isWell);
  return [
    `${compose} ps -a ${service}`,
    `${compose} logs --tail 100 ${service}`,
    ...(ails ? [`docker inspect ${ails.name}`] : []),
    `docker stats --no-stream ${containers.map(({ name }) => name).join(' ')}`.trim(),
    `${compose} ps -a`,
    `${compose} restart ${service}`,
  ];
}
