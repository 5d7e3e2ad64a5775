import { GraphWidget, type GraphWidgetProps, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * A line that is worked out from one metric, `m` in the expression; `nth` of its graph, which knows each metric by a name of
 * its own.
 */
export const derived = (nth: number, expression: (m: string) => string, of: IMetric, label: string): MathExpression => {
  const id = `m${nth}`;
  return new MathExpression({ expression: expression(id), usingMetrics: { [id]: of }, label });
};

/** CloudWatch's grid is 24 wide. */
export const WHOLE = 24;
/** More lines than this in one graph tell nobody apart. */
const LINES = 20;

/** Lists in slices that one graph can show. */
export const sliced = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / LINES) }, (_, i) => all.slice(i * LINES, (i + 1) * LINES));

/** A graph of some lines; `wide`: of the grid's 24. */
export const graph = (
  title: string,
  wide: number,
  lines: readonly IMetric[],
  more: Partial<GraphWidgetProps> = {},
): GraphWidget => new GraphWidget({ title, width: wide, height: 6, left: [...lines], ...more });

/** The title of one slice among several: of some monitors it says which. */
export const titleOf = (title: string, nth: number, of: number): string =>
  of > 1 ? `${title} (${nth + 1} of ${of})` : title;
