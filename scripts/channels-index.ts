import type { ChannelKind } from '../src/channels/define.ts';

const sign = (is: boolean): string => (is ? 'yes' : '-');

/** What every kind of channel can, as its declaration says. */
export function channelsIndex(kinds: Iterable<ChannelKind>): string {
  const rows = [...kinds].map((kind) => {
    const { can, address } = kind;
    const cells = [
      `[\`${kind.kind}\`](${kind.kind}.md)${kind.abilities ? ' ¹' : ''}`,
      kind.summary,
      sign(can.wake),
      sign(can.acknowledge),
      sign(can.approve !== false),
      sign(can.keeps === true),
      address ? `${address.what}${address.needed ? '' : ' (may be left out)'}` : 'nothing',
      sign(kind.examine !== undefined),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `# Kinds of channels

Derived from the registry by \`npm run generate\`; do not edit. Each page has a config to copy, the set-up at the provider, its limits, and what every answer of the provider means. Every key: [reference](../reference.md).

| kind | is | wakes | acknowledged there | approvals | keeps | beside its name in \`notify\` | \`tocsin doctor\` asks |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

¹ Depends on its settings: see its page.

- **Wakes**: rings loud enough at night. \`tocsin prove\` counts nothing else as waking anybody.
- **Acknowledged there**: by a button, a key or a reply of the medium's own. The signed link in a message acknowledges on every kind that shows one.
- **Approvals**: a remedy's approval is offered there. Not where others could read or send it.
- **Keeps**: an alert, a ticket or a thread stays open at the provider: it hears the news and the end even if the person was reached on another way since.

Which to take: for P1 a kind that wakes, and another one, of another provider, behind it: \`notify: [pagerduty, { call: "+15550111", after: 2m }]\`. Then \`tocsin doctor\`, \`tocsin channels test\`, \`tocsin drill\` and \`tocsin prove\`, in this order.
`;
}
