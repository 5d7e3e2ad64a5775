import * as z from 'zod';

const region = '[a-z]{2}-[a-z]+-\\d';
const arn = (service: string, resource: string) => new RegExp(`^arn:aws:${service}:${region}:\\d{12}:${resource}$`);
const json = z.string().refine((text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
});

const dimensions = z
  .array(z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1_024) }))
  .max(30);
const metric = z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions });
const seconds = z.number().min(1.5e9).max(3e9);

const metricDatum = z
  .strictObject({
    MetricName: z.string().min(1).max(255),
    Dimensions: dimensions,
    Timestamp: seconds,
    Unit: z.enum(['Count', 'Milliseconds', 'None']),
    Values: z.array(z.number()).min(1).max(150),
    Counts: z.array(z.number().positive()),
  })
  .refine(({ Values, Counts }) => Values.length === Counts.length && new Set(Values).size === Values.length);

/** Requests as the API references of the services document them; nothing else is taken. */
export const SHAPES = {
  StartExecution: z.strictObject({
    stateMachineArn: z.string().regex(arn('states', 'stateMachine:[\\w-]{1,80}')),
    // "To enable logging with CloudWatch Logs, the name should only contain 0-9, A-Z, a-z, - and _."
    name: z.string().regex(/^[0-9A-Za-z_-]{1,80}$/),
    input: json,
  }),
  Invoke: z.strictObject({
    FunctionName: z.string().regex(/^[\w-]{1,64}$/),
    InvocationType: z.literal('RequestResponse'),
    Payload: json,
  }),
  GetParameter: z.strictObject({
    Name: z.string().regex(/^\/[\w.\-/]{1,1010}$/),
    WithDecryption: z.literal(true),
  }),
  GetSecretValue: z.strictObject({ SecretId: z.string().regex(/^[\w/+=.@-]{1,512}$/) }),
  PutMetricData: z.strictObject({
    Namespace: z.string().regex(/^[^:].{0,254}$/),
    MetricData: z.array(metricDatum).min(1).max(1_000),
  }),
  GetMetricData: z.strictObject({
    MetricDataQueries: z
      .array(
        z.strictObject({
          Id: z.string().regex(/^[a-z]\w*$/),
          MetricStat: z.strictObject({
            Metric: metric,
            Period: z.number().int().multipleOf(60),
            Stat: z.enum(['Average', 'Sum', 'SampleCount', 'Maximum', 'Minimum']),
          }),
        }),
      )
      .min(1)
      .max(500),
    StartTime: seconds,
    EndTime: seconds,
    ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).optional(),
    NextToken: z.string().optional(),
  }),
  DescribeAlarms: z.strictObject({
    AlarmNamePrefix: z.string().min(1).max(255),
    AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm'])).min(1),
    MaxRecords: z.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
  }),
} as const;

export type Operation = keyof typeof SHAPES;
export type InputOf<O extends Operation> = z.output<(typeof SHAPES)[O]>;
