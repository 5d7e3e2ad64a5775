/** How closely metrics look: by monitor, or by monitor and location. Metrics are most of the bill. */
export const DETAILS = ['lean', 'rich'] as const;
export type Detail = (typeof DETAILS)[number];

/** Where secrets lie on AWS. */
export const SECRET_STORES = ['parameter-store', 'secrets-manager'] as const;
export type SecretStore = (typeof SECRET_STORES)[number];

/** A region that monitors are looked at from; from inside a network where `vpc` names one. */
export interface LocationPlan {
  readonly region: string;
  readonly vpc?: string;
}

/** Where an installation lies on AWS: compiled from the config beside the plan, plain JSON. */
export interface Installation {
  /** Begins the name of all that it owns, so that other regions find it without being told: `tocsin-shop`. */
  readonly prefix: string;
  /** The region of incidents, people and policy. */
  readonly home: string;
  /** Another region, from which the home region is watched. */
  readonly watch: string;
  readonly locations: readonly LocationPlan[];
  /** Mail addresses and phone numbers that hear what no incident can take (rule 8). */
  readonly emergency: readonly string[];
  readonly detail: Detail;
  readonly secrets: SecretStore;
}

/** The physical name of something that an installation owns: `tocsin-shop-signal`. */
export const nameOf = ({ prefix }: Pick<Installation, 'prefix'>, what: string): string => `${prefix}-${what}`;

/** Where a secret of the config lies: `/tocsin-shop/slack` in Parameter Store, `tocsin-shop/slack` in Secrets Manager. */
export const secretName = ({ prefix, secrets }: Pick<Installation, 'prefix' | 'secrets'>, secret: string): string =>
  secrets === 'parameter-store' ? `/${prefix}/${secret}` : `${prefix}/${secret}`;

/** The function that looks at monitors, and at the control endpoint, for second opinions. */
export const LOOK = 'look';
/** Kinds that are looked at by a function of their own, because they need what others do not: a browser. */
const OWN_LOOKS: Readonly<Record<string, string>> = { browser: 'look-browser' };

/** Which function looks at monitors of a kind. */
export const functionOf = (kind: string): string => (Object.hasOwn(OWN_LOOKS, kind) ? OWN_LOOKS[kind]! : LOOK);
