/** A change as it goes over the wire. */
export interface KubePatch {
  /** Below the API server's address, without a query. */
  readonly path: string;
  readonly type:
    | 'application/json-patch+json'
    | 'application/strategic-merge-patch+json'
    | 'application/merge-patch+json';
  readonly body: unknown;
}

/** What is to be sent; or why nothing is: `nothing to do` is well, `refused` is not. */
export type Change =
  | { readonly is: 'patch'; readonly patch: KubePatch }
  | { readonly is: 'nothing to do'; readonly why: string }
  | { readonly is: 'refused'; readonly why: string };
