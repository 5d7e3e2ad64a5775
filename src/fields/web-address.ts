import * as z from 'zod';
import { holdsSecret } from './secret.ts';

/** An http or https address, or a text with a secret in it. `example` is what a problem shows. */
export const webAddress = (example: string) =>
  z
    .string()
    .refine(
      (text) => holdsSecret(text) || (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)),
      `is not a web address: write for example ${example}`,
    );
