import { AwsSecrets } from '../../src/adapters/aws/secrets.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { Asset } from './asset.ts';

/** Secrets lie in the home region, for every location: one place to change them. */
export const secretsOf = ({ installation }: Asset) =>
  new AwsSecrets({ installation, region: installation.home, clock: systemClock });
