import { createHash } from 'node:crypto';
import type { Inspected } from '../../../src/compose/container.ts';
import type { Image } from '../../../src/compose/image.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** A container that a test may change as it likes. */
export interface Container extends Writable<Omit<Inspected, 'State' | 'Config' | 'HostConfig'>> {
  readonly State: Writable<Inspected['State']>;
  readonly Config: Writable<Inspected['Config']>;
  readonly HostConfig: Writable<NonNullable<Inspected['HostConfig']>>;
}

const id = (n: number): string => n.toString(16).padStart(4, '0').repeat(16);
/** The id of the image of a version: `sha256:…`. */
export const imageId = (version: string): string => `sha256:${createHash('sha256').update(version).digest('hex')}`;

/** The containers and images of a machine, and what Compose does to them. */
export class Machine {
  containers: Container[] = [];
  readonly images = new Map<string, Writable<Image>>();
  /** By the name of a container, with its slash. */
  readonly logs = new Map<string, string>();
  readonly stats = new Map<string, object>();
  /** What the project's files say of each service. */
  readonly files = new Map<string, { image: string; environment?: Record<string, string | null> }>();
  /** What comes up is like this. */
  newborn: (container: Container) => void = () => {};
  readonly #now: () => number;
  #born = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** An image of this machine; its tag then means this one. */
  built(version: string, tag = `shop/backend:${version}`): string {
    const made = imageId(version);
    if (!this.images.has(made)) this.images.set(made, { Id: made, RepoTags: [], Created: this.#moment() });
    this.tag(made, tag);
    return made;
  }

  tag(of: string, name: string): void {
    for (const each of this.images.values()) each.RepoTags = (each.RepoTags ?? []).filter((other) => other !== name);
    const image = this.images.get(of)!;
    image.RepoTags = [...(image.RepoTags ?? []), name];
  }

  image(name: string): Image | undefined {
    return this.images.get(name) ?? [...this.images.values()].find(({ RepoTags }) => RepoTags?.includes(name));
  }

  /** A container of a service as the project's files have it, running. */
  begin(service: string, number = 1, more: (container: Container) => void = () => {}): Container {
    const { image, environment = {} } = this.files.get(service)!;
    const container: Container = {
      Id: id(++this.#born),
      Name: `/shop-${service}-${number}`,
      Image: this.image(image)!.Id,
      RestartCount: 0,
      State: { Status: 'running', ExitCode: 0, StartedAt: this.#moment(), FinishedAt: '0001-01-01T00:00:00Z' },
      Config: {
        Image: image,
        Env: ['PATH=/usr/bin', ...Object.entries(environment).map(([name, value]) => `${name}=${value}`)],
        Labels: {
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': service,
          'com.docker.compose.oneoff': 'False',
          'com.docker.compose.container-number': String(number),
          'com.docker.compose.project.working_dir': '/srv/shop',
          'com.docker.compose.project.config_files': '/srv/shop/compose.yaml,/srv/shop/prod.yaml',
          'com.docker.compose.project.environment_file': '/srv/shop/.env',
        },
      },
      HostConfig: { RestartPolicy: { Name: 'no' }, PortBindings: {} },
    };
    this.newborn(container);
    more(container);
    this.containers.push(container);
    return container;
  }

  listed({ label = [] }: { readonly label?: readonly string[] }): readonly object[] {
    return this.containers
      .filter(({ Config: { Labels } }) =>
        label.every((each) => {
          const [name = '', value] = each.split('=');
          return Labels?.[name] === value;
        }),
      )
      .map(({ Id, Name, Image, State: { Status } }) => ({ Id, Names: [Name], ImageID: Image, State: Status }));
  }

  restart(container: Container): void {
    Object.assign(container.State, {
      Status: 'running',
      ExitCode: 0,
      StartedAt: this.#moment(),
      FinishedAt: this.#moment(),
    });
    container.RestartCount = 0;
    this.newborn(container);
  }

  /** What `docker compose` does with these words. */
  compose(words: readonly string[]): { code: number; out: string; err: string } {
    const service = words.at(-1)!;
    if (words.includes('config')) {
      const file = this.files.get(service);
      return file
        ? { code: 0, out: JSON.stringify({ name: 'shop', services: { [service]: escaped(file) } }), err: '' }
        : { code: 1, out: '', err: `no such service: ${service}` };
    }
    const count = Number(words[words.indexOf('--scale') + 1]!.split('=')[1]);
    const isOurs = ({ Config: { Labels } }: Container) => Labels?.['com.docker.compose.service'] === service;
    if (words.includes('--force-recreate')) this.containers = this.containers.filter((each) => !isOurs(each));
    for (let n = this.containers.filter(isOurs).length; n < count; n++) this.begin(service, n + 1);
    return { code: 0, out: '', err: ' Container shop-backend-1  Started\n' };
  }

  /** A moment in the engine's form, each later than the one before. */
  #moment(): string {
    return new Date(this.#now()).toISOString().replace('Z', `${String(++this.#ticks % 1_000_000).padStart(6, '0')}Z`);
  }
  #ticks = 0;
}

const escaped = <T>(file: T): T => JSON.parse(JSON.stringify(file).replaceAll('$', '$$$$')) as T;

/** A log in the engine's pieces: each line of the first stream, or of the second where it begins with `!`. */
export function framed(text: string, hasTerminal: boolean): Buffer {
  const lines = text.split(/(?<=\n)/).filter((line) => line !== '');
  const pieces = lines.map((line) => {
    const isError = line.startsWith('!');
    const body = Buffer.from(`2026-11-02T14:00:00.123456789Z ${isError ? line.slice(1) : line}`);
    if (hasTerminal) return body;
    const header = Buffer.alloc(8);
    header.writeUInt8(isError ? 2 : 1, 0);
    header.writeUInt32BE(body.length, 4);
    return Buffer.concat([header, body]);
  });
  return Buffer.concat(pieces);
}
