import { plainLine } from '../../core/message/plain.ts';

/** What is kept of a log, for people: lines, and characters of each. */
const [LINES, LINE] = [15, 240];

/** The end of what a program said. */
export const lastLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-LINES)
    .map((line) => plainLine(line, LINE));
