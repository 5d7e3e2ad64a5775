import { type Finding, ok, problem } from '../../channels/finding.ts';
import { list } from '../../core/message/sentence.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Examination } from '../doctor.ts';
import type { Surroundings } from './examinations.ts';

/** Somebody hears what no incident can take, in this region (rule 8); who has not confirmed hears nothing. */
export const emergency =
  ({ followers }: Pick<Surroundings, 'followers'>, region: string): Examination['examine'] =>
  async () => {
    try {
      const all = await followers(region);
      const [confirmed, pending] = [all.filter((each) => each.confirmed), all.filter((each) => !each.confirmed)];
      const heard: Finding =
        confirmed.length > 0
          ? ok(`heard by ${list(confirmed.map(({ to }) => to))}`)
          : problem(
              'nobody hears what is said there when no incident can be opened',
              'Name people in `aws: { emergency: [ops@example.com] }` and deploy, or subscribe to the topic yourselves.',
            );
      return [
        heard,
        ...pending.map(({ to }) =>
          problem(
            `${to} has not confirmed, and hears nothing`,
            'Follow the link in the mail “AWS Notification – Subscription Confirmation”.',
          ),
        ),
      ];
    } catch (error) {
      return [problem(reasonOf(error), 'Deploy the stack of this region, with credentials that may read its topics.')];
    }
  };
