/** The file in a bundle that says what its files import. */
export const OUTPUTS = 'outputs.json';

/** The files of a bundle by their names, as esbuild tells it. */
export type Outputs = Readonly<
  Record<
    string,
    { readonly bytes: number; readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }
  >
>;
