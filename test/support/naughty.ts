/** Texts that break what lays them out without care: markup, escapes, control and direction characters, half characters. */
export const NAUGHTY: readonly string[] = [
  '</Say></Response><Response><Hangup/>',
  '<Dial>+15559999</Dial> & "more" \'quotes\'',
  '&amp; &lt; &#x41; ]]> <![CDATA[x]]> <!-- --> <?xml?>',
  'nul \u0000 bell \u0007 escape \u001b[31mred\u001b[0m del \u007f',
  'line\r\nbreak\u2028and\u2029others\u0085',
  'right-to-left \u202e gnp.exe \u2066isolate\u2069 zero\u200bwidth\ufeff',
  'half \ud83d a pair \udc00',
  'not characters \ufffe \uffff \ufdd0',
  'emoji 👩‍👩‍👧‍👦 flags 🇪🇸 accents é e\u0301',
  '<!channel> <@U123> <https://evil.example|click> *bold* _it_ `code`',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"; DROP TABLE incidents; --',
  '${secret:token} {{text}} %s %n',
  'ﷺ ﷽ 𒐫 ௵',
  '',
  ' \t ',
];
