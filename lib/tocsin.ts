import type { Construct } from 'constructs';
import { deployable } from './deployable.ts';
import { Installation } from './installation.ts';

export interface TocsinProps {
  /** The path of the config, from the folder in which the app is run. */
  readonly config: string;
}

/** An installation of Tocsin in somebody's own app (docs/aws.md). Throws a `TocsinConfigError`; then nothing was made. */
export class Tocsin extends Installation {
  constructor(scope: Construct, id: string, { config }: TocsinProps) {
    super(scope, id, deployable(config));
  }
}
