import { inflateRawSync } from 'node:zlib';

/** Ends an archive: where its directory begins, and how many entries it has (APPNOTE.TXT 4.3.16). */
const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** One file of a zip archive. Throws where there is none of that name. */
export function fileIn(zip: Buffer, name: string): Buffer {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end -= 1;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) break;
    const [length, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (zip.toString('utf8', at + 46, at + 46 + length) === name) {
      const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
      const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(begin, begin + size);
      return method === 0 ? data : inflateRawSync(data);
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`the archive has no ${name}`);
}
