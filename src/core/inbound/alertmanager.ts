import { alertsReader } from './alerts.ts';

/** Prometheus Alertmanager's `webhook_configs`, version 4 of its messages. */
export const readAlertmanager = alertsReader({
  by: 'Alertmanager',
  source: 'alertmanager',
  links: ['generatorURL'],
});
