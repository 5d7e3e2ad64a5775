import { describe, expect, it } from '@jest/globals';
import { addressGuard, cidrProblem } from '../../../src/probes/wire/addresses.ts';

const PUBLIC = ['93.184.216.34', '2606:2800:220:1::1', '::ffff:5db8:d822'];
const INSIDE = [
  '127.0.0.1',
  '127.9.9.9',
  '10.0.0.1',
  '172.31.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  '::',
  'fd12::1',
  '::ffff:7f00:1',
  '::ffff:127.0.0.1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  '224.0.0.1',
  '255.255.255.255',
  'ff02::1',
];
const NEVER = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.0.1',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::',
];

describe('the address guard (W5)', () => {
  const guard = addressGuard('shop.example.com', []);

  it.each(PUBLIC)('%s may be connected to', (address) =>
    expect(guard(address, 443, 'shop.example.com')).toBeUndefined(),
  );

  it.each([...INSIDE, ...NEVER])('%s is refused behind a public name', (address) =>
    expect(guard(address, 443, 'shop.example.com')).toBeDefined(),
  );

  it.each(NEVER)('%s is refused whatever the config says', (address) => {
    const open = addressGuard(address.includes(':') ? `[${address}]` : address, ['0.0.0.0/0', '::/0']);
    expect(open(address, 80, address)).toMatch(/never/);
  });

  it.each(INSIDE)('%s is permitted by `allow-networks`', (address) =>
    expect(addressGuard('shop.example.com', ['0.0.0.0/0', '::/0'])(address, 80, 'shop.example.com')).toBeUndefined(),
  );

  it('the operator’s own literal is permitted, for itself', () => {
    const own = addressGuard('10.0.0.1', []);
    expect(own('10.0.0.1', 80, '10.0.0.1')).toBeUndefined();
    expect(own('10.0.0.2', 80, '10.0.0.2')).toBeDefined();
    expect(own('10.0.0.1', 80, 'evil.example.com')).toBeDefined();
  });

  it.each(['localhost', 'shop.localhost', '127.0.0.1', '[::1]'])(
    '%s permits loopback, under literal names only',
    (host) => {
      const own = addressGuard(host, []);
      for (const address of ['127.0.0.1', '::1']) expect(own(address, 80, host)).toBeUndefined();
      expect(own('127.0.0.1', 80, 'evil.example.com')).toBeDefined();
      expect(own('10.0.0.1', 80, '10.0.0.1')).toBeDefined();
    },
  );

  it("Lambda's own runtime is refused", () => {
    process.env.AWS_LAMBDA_RUNTIME_API = '127.0.0.1:9001';
    try {
      const own = addressGuard('127.0.0.1', []);
      expect(own('127.0.0.1', 9001, '127.0.0.1')).toMatch(/runtime/);
      expect(own('127.0.0.1', 9002, '127.0.0.1')).toBeUndefined();
    } finally {
      delete process.env.AWS_LAMBDA_RUNTIME_API;
    }
  });

  it.each(['10.0.0.0/33', 'ten/8', '10.0.0.0/8/8', '10.0.0.0/', 'fd00::/129'])('%s is not a network', (cidr) => {
    expect(cidrProblem(cidr)).toContain(cidr);
    expect(() => addressGuard('a.example', [cidr])).toThrow('allow-networks');
  });

  it.each(['10.0.0.0/8', '10.1.2.3', 'fd00::/8'])('%s is a network', (cidr) =>
    expect(cidrProblem(cidr)).toBeUndefined(),
  );
});
