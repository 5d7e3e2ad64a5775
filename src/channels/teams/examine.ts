import { type Finding, note, ok, onlyMessage, problem } from '../finding.ts';

const CURE = 'Make a workflow that starts "when a Teams webhook request is received", and copy its address whole.';

/** A workflow answers no question without posting: what can be told is the form of its address. */
export function examineTeams(webhook: string, channel: string): readonly Finding[] {
  if (!URL.canParse(webhook)) return [problem("the workflow's address is no web address", CURE)];
  const { protocol, hostname, pathname, searchParams } = new URL(webhook);
  if (pathname.startsWith('/webhookb2/') || /^outlook\.office(365)?\.com$/.test(hostname))
    return [problem('the address is one of an Office 365 connector, which Microsoft has retired', CURE)];
  if (protocol !== 'https:')
    return [note('the address is not https: messages and their links travel readable', CURE), unproven(channel)];
  if (!searchParams.has('sig') && /\.(logic\.azure|powerplatform)\.com$/.test(hostname))
    return [problem('the address has no `sig`: the workflow refuses what comes by it', CURE)];
  return [ok("the workflow's address has the form of one"), unproven(channel)];
}

const unproven = (channel: string): Finding =>
  onlyMessage(channel, 'whether the workflow is on, and its owner still there');
