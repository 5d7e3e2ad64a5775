import { type SweepOptions, type Swept, sweep } from './sweep.ts';

/** A share of the seeds, in a process of its own: options come in as JSON, the tally goes out as messages. */
export type FromWorker =
  | { readonly is: 'progress'; readonly incidents: number }
  | { readonly is: 'done'; readonly swept: Swept };

// Nobody waits for it any more.
const gone = () => process.exit(1);
process.on('disconnect', gone);
const options = JSON.parse(process.argv[2] ?? '') as Omit<SweepOptions, 'onProgress'>;
const say = (message: FromWorker): void => {
  process.send?.(message);
};
const swept = await sweep({ ...options, onProgress: ({ incidents }) => say({ is: 'progress', incidents }) });
say({ is: 'done', swept });
process.off('disconnect', gone);
process.disconnect?.();
