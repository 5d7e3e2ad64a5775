import { webAddress } from '../fields/web-address.ts';
import { declareChannel } from './define.ts';

const shape = {
  webhook: webAddress('https://example.webhook.office.com/workflows/…').describe(
    'of a workflow that starts "when a Teams webhook request is received"',
  ),
};

/** A card in the workflow's own chat or channel: `notify` names it alone. */
export const teams = declareChannel({
  kind: 'teams',
  summary: 'an Adaptive Card in Microsoft Teams, by a workflow',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
});
