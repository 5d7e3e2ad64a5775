/** Packages that functions carry as they are: a browser is no JavaScript. */
export const CARRIED = ['playwright-core', '@sparticuz/chromium'] as const;
