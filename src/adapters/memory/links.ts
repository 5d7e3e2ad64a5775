import type { AnswerLinks } from '../../core/ports.ts';

/** Where nobody can be reached by a link: messages go without. */
export const noLinks: AnswerLinks = { sign: async () => undefined };
