/** A config as far as the checker reads it. Durations in milliseconds. */
export interface Config {
  readonly locations: readonly string[];
  readonly reopenWindow: number;
  readonly control?: string;
  readonly monitors: Readonly<Record<string, MonitorConfig>>;
  readonly rules: readonly { readonly then: string }[];
  readonly channels: Readonly<
    Record<string, { readonly can: { readonly wake: boolean; readonly keeps?: boolean; readonly escalates?: boolean } }>
  >;
  readonly remedies: Readonly<
    Record<
      string,
      {
        readonly monitor: string;
        readonly mode: string;
        readonly approvers: readonly string[];
        readonly settings: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly policy: PolicyConfig;
}

export interface MonitorConfig {
  readonly group: string;
  readonly interval: number;
  readonly timeout: number;
  readonly confirm: { readonly rounds: number; readonly apart: number };
  readonly recover: number;
  readonly dependsOn: readonly string[];
  readonly severity: string;
  readonly flaky: { readonly bad: number; readonly of: number };
  readonly locations?: readonly string[];
}

export interface PolicyConfig {
  readonly hash: string;
  readonly escalation: Readonly<Record<string, LadderConfig | undefined>>;
  readonly roster: {
    readonly people: Readonly<Record<string, Reachable>>;
    readonly teams: Readonly<Record<string, Reachable>>;
    readonly rotations: Readonly<Record<string, RotationConfig>>;
  };
}

export interface LadderConfig {
  readonly levels: readonly { readonly after: number; readonly page: string }[];
  readonly repeat: number;
  readonly acknowledgementExpires?: number;
}

export interface Reachable {
  readonly notify: readonly { readonly channel: string; readonly after?: number }[];
}

export interface RotationConfig {
  readonly timezone: string;
  readonly handoff: { readonly every: string; readonly at: string; readonly on?: string };
  readonly members: readonly string[];
  readonly overrides: readonly { readonly from: string; readonly to: string; readonly member: string }[];
}
