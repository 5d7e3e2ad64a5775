import type { Installation } from '../../src/core/installation.ts';

/** The shop at home in Frankfurt, looked at from there and from Ireland. */
export const someInstallation = (more: Partial<Installation> = {}): Installation => ({
  prefix: 'tocsin-shop',
  home: 'eu-central-1',
  watch: 'eu-north-1',
  locations: [{ region: 'eu-central-1' }, { region: 'eu-west-1' }],
  emergency: [],
  detail: 'lean',
  secrets: 'parameter-store',
  ...more,
});

export const OWNER = { partition: 'aws', account: '123456789012' } as const;
