import { type Instant, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Subject } from '../../src/simulation/proof/subject.ts';
import { answers, send, type World } from '../../src/simulation/proof/worlds.ts';

/** What a look takes on the simulation: the incident opens so much after the monitor was looked at. */
const LOOK = 40;
/** The simulation's own steps take some milliseconds, a proof's none. */
const TOLERANCE = SECOND;
const LONGEST = 14 * 60;

/**
 * The same incident on the whole of Tocsin: real steps, stores and probes on virtual time, in one world. Judged by
 * what the channels were given, and by nothing that the proof computed.
 */
export async function onSimulation(
  { plan, monitor, severity, within, wakes }: Subject,
  world: World,
  at: Instant,
): Promise<'in time' | 'late'> {
  const watched = { ...plan.monitors[monitor]!, interval: MINUTE, timeout: 10 * SECOND };
  const simulation = new Simulation({
    plan: { ...plan, monitors: { [monitor]: watched } },
    start: at - LOOK,
    phase: () => 0,
  });
  simulation.world.breaks(monitor);
  for (const channel of Object.keys(plan.channels))
    simulation.world.channel(
      channel,
      (_message, now) => send(world, channel, now - send(world, channel, now).takes).got,
      () => send(world, channel, at).takes,
    );
  for (let minute = 0; minute < LONGEST; minute++) {
    await simulation.run(MINUTE);
    const head = await simulation.head(monitor);
    if (Math.abs(head.openedAt! - at) > TOLERANCE) throw new Error(`opened at ${head.openedAt}, not at ${at}`);
    if (simulation.deaths.length > 0) throw new Error('a run died', { cause: simulation.deaths[0] });
    const deadline =
      head.severity === severity && head.ladder
        ? (head.ladder.vainSince ?? head.ladder.madeAt) + within
        : Number.POSITIVE_INFINITY;
    const reached = simulation
      .sent('page')
      .filter(({ delivery, message }) => delivery.is === 'accepted' && answers(world, message.person))
      .find(({ channel }) => !wakes || plan.channels[channel]!.can.wake);
    if (reached) return reached.at <= deadline + TOLERANCE ? 'in time' : 'late';
    if (simulation.clock.now() > deadline + TOLERANCE) return 'late';
  }
  throw new Error(`muted for ${LONGEST} minutes`);
}
