import type { Plan } from '../../core/plan.ts';
import type { Dice } from './dice.ts';
import { drawPolicy, GHOST, WAKING } from './draw-plan.ts';

/** Another config for the same system, as people write them in the middle of an incident. `name` tells its policy from the one before. */
export function changed(plan: Plan, dice: Dice, name: string): Plan {
  return dice.pick(CHANGES)(plan, dice, name);
}

type Change = (plan: Plan, dice: Dice, name: string) => Plan;

const CHANGES: readonly Change[] = [
  (plan, dice, name) => ({ ...plan, policy: drawPolicy(dice, name) }),
  // The order of a rotation: somebody else is on call now.
  (plan, _dice, name) => {
    const { rotations } = plan.policy.roster;
    const turned = Object.fromEntries(
      Object.entries(rotations).map(([key, one]) => [key, { ...one, members: one.members.toReversed() }]),
    );
    return { ...plan, policy: { ...plan.policy, hash: name, roster: { ...plan.policy.roster, rotations: turned } } };
  },
  // Everyone is reached in other ways, or in another order (E1).
  (plan, dice, name) => {
    const { people } = plan.policy.roster;
    const moved = Object.fromEntries(
      Object.entries(people).map(([key, one]) => [key, key === GHOST ? one : { ...one, notify: dice.pick(WAKING) }]),
    );
    return { ...plan, policy: { ...plan.policy, hash: name, roster: { ...plan.policy.roster, people: moved } } };
  },
  // A monitor leaves the config, and with it what depended on it.
  (plan, dice) => {
    const gone = dice.pick(Object.keys(plan.monitors));
    const left = Object.values(plan.monitors).filter((m) => m.name !== gone && !m.dependsOn.includes(gone));
    const remedies = Object.values(plan.remedies).filter((r) => left.some((m) => m.name === r.monitor));
    return {
      ...plan,
      monitors: Object.fromEntries(left.map((m) => [m.name, m])),
      remedies: Object.fromEntries(remedies.map((r) => [r.name, r])),
      rules: [],
    };
  },
  (plan, dice) => {
    const name = dice.pick(Object.keys(plan.monitors));
    const severity = dice.pick(['P1', 'P2', 'P3'] as const);
    const monitor = plan.monitors[name];
    return monitor ? { ...plan, monitors: { ...plan.monitors, [name]: { ...monitor, severity } } } : plan;
  },
  // A channel that wakes nobody is gone; who had only that one has no way left (E3).
  (plan, dice) => {
    const gone = dice.pick(['sms', 'mail', 'chat']);
    return { ...plan, channels: Object.fromEntries(Object.entries(plan.channels).filter(([name]) => name !== gone)) };
  },
];
