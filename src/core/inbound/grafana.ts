import { alertsReader } from './alerts.ts';

/** Names that Grafana gives to alerts about missing data of a rule, instead of the rule's own. */
const NO_DATA = ['DatasourceNoData', 'DatasourceError'];
/** Why Grafana calls an alert resolved although nothing was seen to be well. */
const VANISHED = ['MissingSeries', 'NoData', 'Error'];

/** A Grafana contact point of the kind webhook: Alertmanager's messages, with links of its own. */
export const readGrafana = alertsReader({
  by: 'Grafana',
  source: 'grafana',
  links: ['panelURL', 'dashboardURL', 'generatorURL'],
  unknown: ({ alertname }, { grafana_state_reason: reason }) => {
    if (alertname !== undefined && NO_DATA.includes(alertname))
      return 'no data is neither a failure nor an end of one: nothing was changed';
    return reason !== undefined && VANISHED.includes(reason)
      ? `resolved only because its data is gone (${reason}): nothing was changed`
      : undefined;
  },
});
