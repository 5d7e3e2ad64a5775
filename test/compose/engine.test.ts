import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { engineAt, messageIn, read } from '../../src/compose/engine.ts';
import { runningNow } from '../../src/compose/running.ts';
import { keyOf, serviceOf } from '../../src/compose/service.ts';
import { faultOf } from '../../src/wire/fault.ts';
import type { DockerEngine } from '../support/compose/engine.ts';
import { imageId } from '../support/compose/machine.ts';
import { deploy, openShop } from '../support/compose/shop.ts';

let docker: DockerEngine;
beforeEach(async () => {
  docker = await openShop('1.8.2', 2);
});
afterEach(() => docker.close());

const engine = (timeout = 2_000) => engineAt(docker.socket, timeout);
const ref = () => ({ project: 'shop', service: 'backend', socket: docker.socket });

describe('the engine', () => {
  it('is spoken to in the version that it says it speaks', async () => {
    expect(await engine().get('/containers/json', { all: '1', filters: '{}' })).toMatchObject({ status: 200 });
  });

  it('that is silent, breaks off, or answers nonsense is no answer', async () => {
    docker.fate = () => 'hangs';
    expect(await engine(200).get('/containers/json')).toMatchObject({ is: 'failed', sent: 'maybe' });
    docker.fate = () => 'lost';
    expect(await engine().get('/containers/json')).toMatchObject({ is: 'failed', sent: 'maybe' });
    expect(read({ is: 'answered', status: 200, body: '<html>' })).toEqual({ why: 'Docker answered nonsense' });
    expect(messageIn({ is: 'answered', status: 502, body: 'null' })).toBe('Docker answered 502');
  });

  it('out of reach was not sent anything', async () => {
    expect(await engineAt(`${docker.folder}/none.sock`, 1_000).post('/containers/a/restart')).toEqual({
      is: 'failed',
      sent: 'no',
      why: expect.stringContaining('there is no such socket'),
    });
    expect(faultOf({ code: 'EACCES' })).toBe('permission denied');
  });
});

describe('what runs', () => {
  it('is known by the id of its image, and called by its tag', async () => {
    expect(await runningNow(engine(), ref())).toEqual({ hash: imageId('1.8.2'), label: '1.8.2' });
    deploy(docker, '1.8.3');
    expect(await runningNow(engine(), ref())).toEqual({ hash: imageId('1.8.3'), label: '1.8.3' });
  });

  it('is called by its short id where its tag says nothing, or was given to another', async () => {
    docker.machine.files.set('backend', { image: 'shop/backend' });
    docker.machine.built('a', 'shop/backend:latest');
    docker.machine.tag(imageId('a'), 'shop/backend:latest');
    for (const each of docker.machine.containers) Object.assign(each, { Image: imageId('a') });
    expect(await runningNow(engine(), ref())).toMatchObject({ label: imageId('a').slice(7, 19) });
  });

  it('is not known while containers differ, or there is none', async () => {
    docker.machine.containers[0]!.Image = imageId('other');
    expect(await runningNow(engine(), ref())).toEqual({
      why: expect.stringContaining('do not all run the same image'),
    });
    docker.machine.containers = [];
    expect(await runningNow(engine(), ref())).toEqual({ why: 'there is no container of it' });
  });

  it('is not known from nonsense', async () => {
    docker.machine.listed = () => ({}) as never;
    expect(await runningNow(engine(), ref())).toEqual({ why: 'Docker answered nonsense' });
    docker.machine.listed = () => [{ Id: docker.machine.containers[0]!.Id }];
    Object.assign(docker.machine.containers[0]!, { State: null });
    expect(await runningNow(engine(), ref())).toEqual({ why: 'Docker answered nonsense' });
  });

  it('leaves out what `docker compose run` began', async () => {
    const { machine } = docker;
    machine.begin('backend', 3, ({ Config }) => {
      Config.Labels = { ...Config.Labels, 'com.docker.compose.oneoff': 'True' };
    }).Image = imageId('other');
    expect(await runningNow(engine(), ref())).toMatchObject({ hash: imageId('1.8.2') });
  });
});

describe('a workload of Compose', () => {
  it('has one name in what is remembered, of each engine another', () => {
    const workload = { compose: 'shop', service: 'backend' };
    expect(keyOf(serviceOf({ workload })!)).toBe('compose/shop/backend');
    const other = serviceOf({ workload: { ...workload, socket: '/run/user/1000/docker.sock' } })!;
    expect(keyOf(other)).toBe('compose/shop/backend@/run/user/1000/docker.sock');
  });

  it('is none of Kubernetes', () => {
    expect(serviceOf({ workload: { cluster: 'prod', deployment: 'backend' } })).toBeUndefined();
    expect(serviceOf({})).toBeUndefined();
  });
});
