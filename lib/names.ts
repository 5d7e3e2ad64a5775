import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Installation, nameOf, secretName } from '../src/core/installation.ts';

/** ARNs of what an installation owns, in whatever region: by name, so that no stack waits for another's outputs. */
export class Names {
  readonly #stack: Stack;
  readonly #installation: Installation;

  constructor(scope: Construct, installation: Installation) {
    this.#stack = Stack.of(scope);
    this.#installation = installation;
  }

  name(what: string): string {
    return nameOf(this.#installation, what);
  }

  table(): string {
    return this.#arn('dynamodb', this.#installation.home, 'table', this.#installation.prefix);
  }

  function(region: string, what: string): string {
    return this.#arn('lambda', region, 'function', this.name(what), ArnFormat.COLON_RESOURCE_NAME);
  }

  workflow(): string {
    return this.#arn(
      'states',
      this.#installation.home,
      'stateMachine',
      this.name('incident'),
      ArnFormat.COLON_RESOURCE_NAME,
    );
  }

  /** A cluster of the user's, not of the installation. */
  cluster(region: string, cluster: string): string {
    return this.#arn('eks', region, 'cluster', cluster);
  }

  topic(region: string, what: string): string {
    return this.#arn('sns', region, this.name(what), undefined, ArnFormat.NO_RESOURCE_NAME);
  }

  /** Secrets Manager appends six characters to a name. */
  secret(secret: string): string {
    const { home, secrets } = this.#installation;
    const name = secretName(this.#installation, secret);
    return secrets === 'parameter-store'
      ? this.#arn('ssm', home, 'parameter', name.slice(1))
      : this.#arn('secretsmanager', home, 'secret', `${name}-??????`, ArnFormat.COLON_RESOURCE_NAME);
  }

  #arn(
    service: string,
    region: string,
    resource: string,
    resourceName?: string,
    arnFormat = ArnFormat.SLASH_RESOURCE_NAME,
  ) {
    return this.#stack.formatArn({
      service,
      region,
      resource,
      arnFormat,
      ...(resourceName !== undefined && { resourceName }),
    });
  }
}
