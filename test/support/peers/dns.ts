import { createSocket, type RemoteInfo } from 'node:dgram';

/** What the name server does with a question: addresses per type, an error, or nothing at all. */
export type DnsAnswer =
  | { readonly [Type in keyof typeof WRITERS]?: readonly string[] }
  | 'nxdomain'
  | 'servfail'
  | 'silent';

export interface DnsPeer {
  /** `127.0.0.1:port`, as a probe's context takes it. */
  readonly server: string;
  readonly questions: () => number;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<number, keyof typeof WRITERS>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  257: 'CAA',
};

const RCODES = { servfail: 2, nxdomain: 3 };

/** A name server on loopback (RFC 1035, as much as it takes). `answer` may differ per question. */
export async function dnsPeer(answer: (name: string, nth: number) => DnsAnswer): Promise<DnsPeer> {
  const socket = createSocket('udp4');
  let count = 0;
  socket.on('message', (question: Buffer, from: RemoteInfo) => {
    count += 1;
    const { name, type, end } = readQuestion(question);
    const reply = answer(name, count);
    if (reply === 'silent') return;
    const rcode = typeof reply === 'string' ? RCODES[reply] : 0;
    const wanted = TYPES[type];
    const records = typeof reply === 'string' || wanted === undefined ? [] : (reply[wanted] ?? []);
    const header = Buffer.alloc(12);
    header.writeUInt16BE(question.readUInt16BE(0), 0);
    header.writeUInt16BE(0x8180 | rcode, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    socket.send(
      Buffer.concat([header, question.subarray(12, end), ...records.map((each) => record(each, type))]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    questions: () => count,
    close: () => new Promise((done) => socket.close(() => done())),
  };
}

function readQuestion(message: Buffer) {
  const labels: string[] = [];
  let at = 12;
  while (message[at] !== 0) {
    const length = message[at]!;
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.'), type: message.readUInt16BE(at + 1), end: at + 5 };
}

const labels = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.of(0),
  ]);

/** 16-bit numbers, in network order. */
const shorts = (...numbers: readonly string[]): Buffer =>
  Buffer.concat(numbers.map((each) => Buffer.of(Number(each) >> 8, Number(each) & 255)));

/** Record data as text, written as RFC 1035 wants it. MX as `10 mail.example`. */
const WRITERS = {
  A: (text: string) => Buffer.from(text.split('.').map(Number)),
  AAAA: ipv6,
  CNAME: labels,
  NS: labels,
  MX: (text: string) => {
    const [preference = '', name = ''] = text.split(' ');
    return Buffer.concat([shorts(preference), labels(name)]);
  },
  PTR: labels,
  /** Only the serial is told; the timers are nobody's business here. */
  SOA: (text: string) => {
    const [server = '', mailbox = '', serial = ''] = text.split(' ');
    const numbers = Buffer.alloc(20);
    numbers.writeUInt32BE(Number(serial), 0);
    return Buffer.concat([labels(server), labels(mailbox), numbers]);
  },
  SRV: (text: string) => {
    const [priority = '', weight = '', port = '', name = ''] = text.split(' ');
    return Buffer.concat([shorts(priority, weight, port), labels(name)]);
  },
  /** RFC 8659 §4.1. */
  CAA: (text: string) => {
    const [flags = '', tag = '', value = ''] = text.split(' ');
    return Buffer.concat([Buffer.of(Number(flags), tag.length), Buffer.from(tag + value)]);
  },
  TXT: (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]),
};

function record(text: string, type: number): Buffer {
  const data = WRITERS[TYPES[type]!](text);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function ipv6(address: string): Buffer {
  const [left = '', right = ''] = address.split('::');
  const groups = (half: string) => (half === '' ? [] : half.split(':'));
  const middle = Array<string>(8 - groups(left).length - groups(right).length).fill('0');
  const all = address.includes('::') ? [...groups(left), ...middle, ...groups(right)] : address.split(':');
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
