import type { Questions } from '../../diagnosis/inquiry.ts';
import { withoutSecrets } from '../../diagnosis/logs/redact.ts';
import { ailing, type Inspected, nameOf } from '../container.ts';
import { type Engine, messageIn } from '../engine.ts';
import { timeless, unframed } from './frames.ts';

/** What a container said last, without its secrets. */
export interface Said {
  readonly name: string;
  readonly fails: boolean;
  readonly text: string;
}

/** Containers that are looked into: the others fail alike. */
const CONTAINERS = 3;
const ASKED = { stdout: '1', stderr: '1', tail: '100', timestamps: '1' } as const;

/** The last words of those in trouble; where none is, of those that run. */
export async function logsOf(
  engine: Engine,
  questions: Questions,
  containers: readonly Inspected[],
): Promise<readonly Said[]> {
  const failing = containers.filter((each) => ailing(each) !== undefined);
  const wanted = (failing.length > 0 ? failing : containers).slice(0, CONTAINERS);
  const read = await Promise.all(
    wanted.map(async (container) => {
      const name = nameOf(container);
      const text = await questions.wait(`log of ${name}`, async () => {
        const answer = await engine.get(`/containers/${container.Id}/logs`, ASKED, { asBytes: true });
        if (answer.is === 'failed') throw new Error(answer.why);
        if (answer.status !== 200) throw new Error(messageIn(answer));
        return withoutSecrets(timeless(unframed(answer.body, container.Config.Tty === true)));
      });
      return text === undefined ? [] : [{ name, fails: failing.includes(container), text }];
    }),
  );
  return read.flat();
}
