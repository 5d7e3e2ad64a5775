/** What `incidents.db` holds; losing it would lose pages. */
export const INCIDENTS_SCHEMA = [
  `
  CREATE TABLE heads (grp TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE rows (incident TEXT NOT NULL, version INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (incident, version)) STRICT, WITHOUT ROWID;
  CREATE TABLE archive (id TEXT PRIMARY KEY, ended INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX archive_by_end ON archive (ended DESC);
  CREATE TABLE policies (hash TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE TABLE mutes (id TEXT PRIMARY KEY, until INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE ledger (person TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE heartbeats (name TEXT PRIMARY KEY, known INTEGER NOT NULL, at INTEGER, outcome TEXT) STRICT;
  CREATE TABLE listening (one INTEGER PRIMARY KEY CHECK (one = 1), since INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
  `,
  `
  CREATE TABLE deploys (id TEXT PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE INDEX deploys_by_time ON deploys (at DESC);
  `,
  `
  CREATE TABLE workloads (workload TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE evidence (incident TEXT NOT NULL, monitor TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (incident, monitor)) STRICT;
  `,
] as const;

/** What `results.db` holds: charts and the prober's memory; losing it loses no page. */
export const RESULTS_SCHEMA = [
  `
  CREATE TABLE results (monitor TEXT NOT NULL, location TEXT NOT NULL, at INTEGER NOT NULL, ms REAL NOT NULL, verdict TEXT NOT NULL) STRICT;
  CREATE INDEX results_by_monitor ON results (monitor, at DESC);
  CREATE INDEX results_by_time ON results (at);
  CREATE TABLE latest (monitor TEXT NOT NULL, location TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (monitor, location)) STRICT;
  CREATE TABLE rings (monitor TEXT NOT NULL, location TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (monitor, location)) STRICT, WITHOUT ROWID;
  CREATE TABLE slices (monitor TEXT NOT NULL, start INTEGER NOT NULL, verdict TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (monitor, start, verdict)) STRICT;
  CREATE INDEX slices_by_start ON slices (start);
  `,
  `
  CREATE TABLE screenshots (monitor TEXT NOT NULL, slot INTEGER NOT NULL, type TEXT NOT NULL, picture BLOB NOT NULL, PRIMARY KEY (monitor, slot)) STRICT;
  `,
  `
  CREATE TABLE pasts (monitor TEXT NOT NULL, location TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (monitor, location)) STRICT;
  `,
] as const;
