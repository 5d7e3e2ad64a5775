import { describe, expect, it } from '@jest/globals';
import { planOnAws } from '../../src/config/compile/aws.ts';
import { loadedFrom, problemsOf, TWO } from '../support/config.ts';

const installed = (text: string) => loadedFrom(`${TWO}${text}`).installation;

describe('where a config is installed on AWS', () => {
  it('is nowhere where it names no region', () => {
    expect(installed('')).toBeUndefined();
    expect(installed('locations: [here]')).toBeUndefined();
  });

  it('is the first location, watched from the next', () => {
    expect(installed('locations: [eu-west-1, { region: us-east-1, vpc: vpc-1 }]')).toEqual({
      prefix: 'tocsin',
      home: 'eu-west-1',
      watch: 'us-east-1',
      locations: [{ region: 'eu-west-1' }, { region: 'us-east-1', vpc: 'vpc-1' }],
      emergency: [],
      detail: 'lean',
      secrets: 'parameter-store',
    });
  });

  it.each([
    ['locations: [eu-west-1]', 'us-east-1'],
    ['locations: [us-east-1]', 'us-west-2'],
    ['aws: { home: us-east-1 }', 'us-west-2'],
    ['aws: { home: eu-west-1, watch: eu-north-1 }', 'eu-north-1'],
  ])('is watched from another region: %s from %s', (text, watch) => {
    expect(installed(text)).toMatchObject({ watch });
  });

  it('is called as the section says, else as the system is', () => {
    expect(installed('name: the-shop\nlocations: [eu-west-1]')).toMatchObject({ prefix: 'tocsin-the-shop' });
    expect(installed('name: the-shop\naws: { home: eu-west-1, name: shop }')).toMatchObject({ prefix: 'tocsin-shop' });
  });

  it.each([
    ['aws: { home: ireland }', /aws\.home.*is not a region/s],
    ['aws: { home: eu-west-1, watch: eu-west-1 }', /could not tell that it is down itself/],
    ['locations: [eu-west-1, us-east-1, eu-west-1]', /'eu-west-1' is listed twice/],
    ['aws: { home: eu-west-1, details: rich }', /detail/],
    ['aws: { home: eu-west-1, name: A }', /small letters/],
    ['aws: { home: eu-west-1, emergency: [ops] }', /aws\.emergency\.0: is neither a mail address nor a phone number/s],
    ['aws: { home: eu-west-1, emergency: [+15550100] }', /in quotes/],
  ])('%s is refused with its remedy', (text, problem) => {
    expect(problemsOf(`${TWO}${text}`)).toMatch(problem);
  });
});

describe('the plan as it runs on AWS', () => {
  it('has no console: messages link to none', () => {
    const { plan, installation } = loadedFrom(
      'locations: [eu-west-1]\nmonitors: { shop: { url: "https://shop.example.com/" } }\n',
    );
    expect([plan.console.absent, planOnAws(plan, installation!).console.absent]).toEqual([undefined, true]);
  });

  it('is looked at from the regions; what is looked at here, and what jobs report, from home', () => {
    const text = `locations: [eu-west-1, us-east-1]
monitors:
  shop: { url: "https://shop.example.com/" }
  inside: { url: "https://shop.example.com/", locations: [here] }
  backup: { kind: heartbeat, every: 1h, from: { token: "\${secret:backup}" } }
`;
    const { plan, installation } = loadedFrom(text);
    const { locations, monitors } = planOnAws(plan, installation!);
    expect(locations).toEqual(['eu-west-1', 'us-east-1']);
    expect(monitors.shop!.locations).toBeUndefined();
    expect(monitors.inside!.locations).toEqual(['eu-west-1']);
    expect(monitors.backup!.locations).toEqual(['eu-west-1']);
  });
});
