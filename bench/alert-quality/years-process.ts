import { type Task, years } from './years.ts';

// One process per core: the engine runs on one thread.
process.stdout.write(JSON.stringify(years(JSON.parse(process.argv[2] ?? '{}') as Task)));
