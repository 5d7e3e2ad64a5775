import { plainLine } from '../../core/message/plain.ts';
import { withoutSecrets } from '../../diagnosis/logs/redact.ts';
import { ailing, type Inspected, momentOf, nameOf, shortId } from '../container.ts';
import type { Seen } from './diagnosis.ts';

/** Characters of what a check of its own said. */
const SAID = 200;

/** A container as people want to know it. */
export function seenOf(container: Inspected): Seen {
  const { State, Config, Image, RestartCount = 0 } = container;
  const ails = ailing(container);
  const since = momentOf(State.Status === 'exited' || State.Status === 'dead' ? State.FinishedAt : State.StartedAt);
  const said = ails === undefined ? '' : plainLine(withoutSecrets(saidBy(container)), SAID);
  return {
    name: nameOf(container),
    state: ails ?? (State.Health?.Status === 'starting' ? 'running, not yet healthy' : 'running'),
    isWell: ails === undefined,
    ...(since !== undefined && { since }),
    image: Config.Image,
    id: shortId(Image),
    restarts: RestartCount,
    ...(said !== '' && { said }),
  };
}

const saidBy = ({ State: { Error: why = '', Health } }: Inspected): string =>
  why !== '' ? why : Health?.Status === 'unhealthy' ? (Health.Log?.at(-1)?.Output ?? '').trim() : '';
