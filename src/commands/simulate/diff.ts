/** Lines that stay, are only in the old text, or only in the new one. */
interface Change {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** How many lines around a change are shown. */
const AROUND = 2;

/** What has to change to make the new lines of the old ones, with a little around it; empty where nothing has. */
export function diffLines(old: readonly string[], now: readonly string[]): readonly string[] {
  const changes = changesBetween(old, now);
  const near = (i: number) => changes.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ sign }) => sign !== ' ');
  const shown: string[] = [];
  let gap = false;
  for (const [i, { sign, line }] of changes.entries()) {
    if (near(i)) {
      if (gap && shown.length > 0) shown.push('  …');
      shown.push(`${sign} ${line}`);
      gap = false;
    } else gap = true;
  }
  return shown;
}

/** By the longest common subsequence; timelines are a few hundred lines, so a table of all pairs is small. */
function changesBetween(old: readonly string[], now: readonly string[]): readonly Change[] {
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [mine, theirs] = [old[i], now[j]];
    if (mine !== undefined && mine === theirs) {
      changes.push({ sign: ' ', line: mine });
      i++;
      j++;
    } else if (mine !== undefined && (theirs === undefined || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      changes.push({ sign: '-', line: mine });
      i++;
    } else {
      changes.push({ sign: '+', line: theirs! });
      j++;
    }
  }
  return changes;
}
