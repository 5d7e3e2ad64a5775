import { type Finding, ok, onlyMessage, refusal } from '../finding.ts';
import type { Api } from '../ticket/api.ts';

/** Asks after a request that there never was: 404 is an answer to a key that is taken. Makes no alert. */
export async function examineJsm(api: Api, channel: string): Promise<readonly Finding[]> {
  const { delivery } = await api.ask('GET', '/alerts/requests/00000000-0000-0000-0000-000000000000');
  if (delivery.is === 'accepted' || delivery.gone)
    return [
      ok('JSM takes the key'),
      onlyMessage(channel, 'whether its integration may make alerts, and whom they ring'),
    ];
  return [
    refusal(
      'JSM',
      delivery,
      'Copy the key of an API integration that is on (Operations, the team, Integrations); of Opsgenie in the EU also set `endpoint`.',
    ),
  ];
}
