import { type Inspected, nameOf } from '../container.ts';

/** An answer of `GET /containers/{id}/stats`, as far as it is looked at. */
export interface Stats {
  readonly memory_stats?: {
    readonly usage?: number;
    readonly stats?: { readonly inactive_file?: number; readonly total_inactive_file?: number };
  };
  readonly cpu_stats?: Cpu;
  readonly precpu_stats?: Cpu;
}
interface Cpu {
  readonly cpu_usage?: { readonly total_usage?: number };
  readonly system_cpu_usage?: number;
  readonly online_cpus?: number;
}

/** What a container uses of its limits, in whole percent; where it has none of CPU, of the machine. */
export interface Usage {
  readonly name: string;
  readonly memory?: number;
  readonly cpu?: number;
}

/** From here on a limit is what slows or kills it. */
export const NEAR = 90;

/** As `docker stats` reckons: memory without what is cached of files, CPU over the second before. */
export function usageOf(container: Inspected, { memory_stats = {}, cpu_stats, precpu_stats }: Stats): Usage {
  const { Memory = 0, NanoCpus = 0 } = container.HostConfig ?? {};
  const { usage, stats = {} } = memory_stats;
  const cached = stats.inactive_file ?? stats.total_inactive_file ?? 0;
  const used = usage !== undefined && Memory > 0 ? Math.round(((usage - cached) / Memory) * 100) : undefined;
  const cpu = cpuOf(cpu_stats, precpu_stats, NanoCpus / 1e9);
  return { name: nameOf(container), ...(used !== undefined && { memory: used }), ...(cpu !== undefined && { cpu }) };
}

function cpuOf(is: Cpu | undefined, was: Cpu | undefined, limit: number): number | undefined {
  const own = since(is?.cpu_usage?.total_usage, was?.cpu_usage?.total_usage);
  const all = since(is?.system_cpu_usage, was?.system_cpu_usage);
  const cpus = is?.online_cpus ?? 1;
  if (own === undefined || !all) return undefined;
  return Math.round(((own / all) * cpus * 100) / (limit > 0 ? limit : cpus));
}

const since = (is: number | undefined, was: number | undefined): number | undefined =>
  is === undefined || was === undefined || is < was ? undefined : is - was;

/** `memory 97 %, CPU 12 %`. */
export const inPercent = ({ memory, cpu }: Pick<Usage, 'memory' | 'cpu'>): string =>
  [...(memory === undefined ? [] : [`memory ${memory} %`]), ...(cpu === undefined ? [] : [`CPU ${cpu} %`])].join(', ');
