import { equalSecrets } from '../src/core/equal.ts';
import { READERS } from '../src/core/inbound/readers.ts';
import { unreadable } from '../src/core/inbound/reading.ts';
import { INBOUND_SOURCES, type InboundSource } from '../src/core/plan.ts';
import { reasonOf } from '../src/core/reason.ts';
import { report, type TakenReport } from './report.ts';
import type { WorkPorts } from './work.ts';

export type InboundPorts = WorkPorts & {
  /** A source's token, secrets resolved; `undefined` where it is not configured. */
  readonly inboundToken: (source: InboundSource) => Promise<string | undefined>;
};

export interface InboundInput {
  readonly source: string;
  readonly token: string;
  readonly body: string;
}

/** `refused`: no such source, or not its token; which of the two is nobody's business. */
export type InboundReply =
  | { readonly is: 'refused' }
  | {
      readonly is: 'read';
      readonly taken: readonly {
        readonly title: string;
        readonly state: 'firing' | 'resolved';
        /** The incident that it opened, joined or ended; `null` where it was old news. */
        readonly incident: string | null;
      }[];
      readonly notes: readonly string[];
      readonly problems: readonly string[];
      readonly notice?: string;
    };

/** Takes a message of another tool (I7). Once this answers, what it took is stored; it throws where that failed. */
export const inbound =
  (ports: InboundPorts) =>
  async ({ source, token, body }: InboundInput): Promise<InboundReply> => {
    const known = INBOUND_SOURCES.find((each) => each === source);
    const section = known && ports.plan().inbound[known];
    const expected = known && section ? await ports.inboundToken(known) : undefined;
    if (!known || !section || expected === undefined || !equalSecrets(token, expected)) return { is: 'refused' };
    const about = { section, plan: ports.plan(), now: ports.clock.now() };
    const { reports, ...rest } = parsed(body, (payload) => READERS[known](payload, about));
    const { taken } = reports.length > 0 ? await report(ports)({ reports }) : { taken: [] };
    return { is: 'read', taken: taken.map(inShort), ...rest };
  };

function parsed<T>(body: string, then: (payload: unknown) => T): T | ReturnType<typeof unreadable> {
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch (error) {
    return unreadable(`the body is not JSON (${reasonOf(error)})`);
  }
  return then(payload);
}

const inShort = ({ report: { title, ended }, known, at }: TakenReport) => ({
  title,
  state: ended === undefined ? ('firing' as const) : ('resolved' as const),
  incident: known && at.incident ? at.incident.id : null,
});
