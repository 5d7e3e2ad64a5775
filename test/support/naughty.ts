/** Text that breaks things: markup, quotes, control and direction characters, what is wide, joined, half, or very long. */
export const NAUGHTY: readonly string[] = [
  '',
  ' ',
  '<!channel> <!here> <@U012AB3CD> <#C012AB3CD|general> <https://evil.example|Acknowledge>',
  '&lt;script&gt;<script>alert(1)</script>',
  '"quoted" and \'quoted\' and `ticks` and \\ and ${secret:x} and {{text}} and %s',
  '*bold* _italic_ ~struck~ > quote [link](https://evil.example) ![](https://evil.example/x.png) # head',
  'line\r\nbreak\rtwo\nthree\u2028four\u2029five\u0085six\tseven',
  'null\u0000 bell\u0007 back\b escape\u001b[31mred\u001b[0m delete\u007f c1\u009b31m',
  'right\u202eto left\u2066 isolate\u2069 zero\u200bwidth\ufeff soft\u00adhyphen',
  'tag \u{e0041}\u{e0042} private \ue000 lone \ud800 half \udc00',
  '👩‍👩‍👧‍👦 🏳️‍🌈 é é 田中さん ﷽ 𝕿 Ω≈ç',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  'x'.repeat(5_000),
  '🔔'.repeat(5_000),
  '&'.repeat(5_000),
  '\u202e'.repeat(2_000),
];

/** Control, direction and half characters: nothing that a reader's program could obey. Line breaks and tabs do no harm. */
export const OBEYED = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
