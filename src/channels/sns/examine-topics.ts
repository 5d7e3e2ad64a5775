import { notAllowed } from '../aws/not-allowed.ts';
import { type Finding, note, ok, problem, refusal } from '../finding.ts';
import { askSns, type Where } from './ask.ts';

/** Whether each topic exists, and has somebody who subscribed; publishes nothing. `where` knows the region of a topic. */
export const examineTopics = async (
  topics: readonly string[],
  where: (topic: string) => Where,
): Promise<readonly Finding[]> =>
  (await Promise.all([...new Set(topics)].map((topic) => examineTopic(topic, where(topic))))).flat();

async function examineTopic(topic: string, where: Where): Promise<readonly Finding[]> {
  const name = topic.slice(topic.lastIndexOf(':') + 1);
  const { got, delivery, code } = await askSns(where, ({ GetTopicAttributesCommand }, client) =>
    client.send(new GetTopicAttributesCommand({ TopicArn: topic })),
  );
  if (!got)
    return [
      notAllowed(code, 'sns:GetTopicAttributes') ??
        refusal(name, delivery, 'Create the topic, or correct its ARN; see that the credentials are of its account.'),
    ];
  const { SubscriptionsConfirmed: confirmed = '0', SubscriptionsPending: pending = '0' } = got.Attributes ?? {};
  const waiting =
    Number(pending) > 0
      ? [
          note(
            `${pending} of ${name} ${pending === '1' ? 'has' : 'have'} not confirmed the subscription: nothing reaches them`,
            'Open the link in the mail that AWS sent them, or subscribe them again: it ends after two days.',
          ),
        ]
      : [];
  return Number(confirmed) > 0
    ? [ok(`${name} has ${confirmed} ${confirmed === '1' ? 'subscriber' : 'subscribers'}`), ...waiting]
    : [
        problem(`${name} has no subscriber: nobody is reached by it`, 'Subscribe those who are to read it.'),
        ...waiting,
      ];
}
