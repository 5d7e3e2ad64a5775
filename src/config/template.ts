/** What `tocsin init` asks for. */
export interface Answers {
  readonly name: string;
  /** The page people open. */
  readonly url: string;
  /** The backend's health address; none where absent. */
  readonly health?: string;
  readonly person: string;
  /** A webhook that rings, such as an ntfy topic; only the console where absent. */
  readonly webhook?: string;
}

/** A first config, commented, that loads as it is. */
export function template({ name, url, health, person, webhook }: Answers): string {
  const quoted = (text: string) => JSON.stringify(text);
  const ways = webhook === undefined ? '[console]' : '[phone, console]';
  const backend = `
  backend:                               # your API's own word about itself
    url: ${quoted(health ?? '')}
    depends-on: [ingress]                # if the ingress is down, this is only a symptom
    expect: { status: 200 }              # also: json: { $.status: ok }, contains: "…", response-time: 5s
    warn: { response-time: 800ms }       # slower than this is degraded, not down
    severity: P2
`;
  const phone = `
channels:
  phone:                                 # anything that takes an HTTP request; this body suits ntfy
    kind: webhook
    url: ${quoted(webhook ?? '')}
    content-type: text/plain
    headers: { Title: "{{title}}", Priority: urgent, Click: "{{link}}" }
    body: "{{text}}"
    wakes: true                          # it rings loud enough at night
`;
  return `# What Tocsin watches and whom it pages. \`npx tocsin validate\` checks this file, \`npx tocsin check\` looks once,
# \`npx tocsin run\` watches. Every key: docs/reference.md.

name: ${name}

defaults:
  interval: 60s
  timeout: 10s                           # one absolute deadline for the whole check
  confirm: { rounds: 2, apart: 5s }      # two more looks before anyone is paged
  recover: 2                             # good rounds until it counts as recovered

monitors:
  ingress:                               # does anything answer at all?
    url: ${quoted(url)}
    expect: { status: any }
    warn: { certificate: 21d }
    severity: P1
${health === undefined ? '' : backend.slice(1)}  frontend:                              # the page's text, and every script and style it names
    kind: page
    url: ${quoted(url)}
    depends-on: [ingress]
    expect: { status: 200, min-text: 50, assets: ok }
    severity: P2
${
  health === undefined
    ? ''
    : `
severity:                                # combinations, first match; otherwise the worst of the suspects' own
  - { when: { all-down: [backend, frontend] }, then: P1, because: application completely down }
`
}
people:                                  # how each wants to be reached, in order
  ${person}: { notify: ${ways} }

escalation:                              # who is paged when; \`after\` counts while nobody acknowledges
  P1: { levels: [{ page: ${person} }], repeat: 3 }
  P2: { levels: [{ page: ${person} }], repeat: 1 }
${webhook === undefined ? '' : phone}
# heartbeat: { to: "\${secret:heartbeat-url}" }  # pinged while Tocsin is well; a service there calls you when it hears nothing
`;
}
