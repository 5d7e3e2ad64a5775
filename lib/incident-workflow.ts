import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from './grants.ts';

/** The steps of the workflow, by the name that `decide` answers in `do`. */
export const WORK_STEPS = ['confirm', 'page', 'tell', 'remedy'] as const;

export interface IncidentWorkflowProps {
  /** @default - one that CloudFormation makes */
  readonly name?: string;
  /** The ARN of a step's function, or what stands for it where the definition is run without AWS. */
  readonly resource: (step: 'decide' | (typeof WORK_STEPS)[number]) => string;
  /** The ARN of the topic by which people hear of a step that keeps failing. */
  readonly emergency: string;
}

/**
 * The only author of the incident workflow: decide → Choice → a step or Wait → decide (architecture.md, the picture).
 * Portable on purpose: JSONPath, Retry and Catch on Tasks only, no task tokens; a run that dies loses nothing (rule 1).
 */
export class IncidentWorkflow extends Construct {
  readonly #props: IncidentWorkflowProps;

  constructor(scope: Construct, id: string, props: IncidentWorkflowProps) {
    super(scope, id);
    this.#props = props;
    const decide = this.task('decide', 'Settle what time brought and say what is due');
    const wait = new sfn.Wait(this, 'wait', {
      time: sfn.WaitTime.timestampPath('$.until'),
      comment: 'Until the next due time, an hour at most',
    });
    const end = new sfn.Succeed(this, 'end', { comment: 'The incident is over, or another run has taken over' });
    const choice = new sfn.Choice(this, 'what is due');
    const emergency = this.emergency();
    const pause = new sfn.Wait(this, 'pause', {
      time: sfn.WaitTime.duration(Duration.seconds(30)),
      comment: 'Then try again: a step that fails must not end the incident',
    });
    emergency.next(pause);
    pause.next(decide);
    emergency.addCatch(pause, { resultPath: '$.error' });
    for (const step of WORK_STEPS) {
      const task = this.task(step, COMMENTS[step]);
      task.addCatch(emergency, { resultPath: '$.error' });
      task.next(decide);
      choice.when(sfn.Condition.stringEquals('$.do', step), task);
    }
    choice.when(sfn.Condition.stringEquals('$.do', 'wait'), wait.next(decide)).otherwise(end);
    decide.addCatch(emergency, { resultPath: '$.error' });
    decide.next(choice);
    const { name } = this.#props;
    const machine = new sfn.StateMachine(this, 'incident', {
      ...(name !== undefined && { stateMachineName: name }),
      definitionBody: sfn.DefinitionBody.fromChainable(decide),
      comment: 'The timer of one incident; the record is the truth',
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          // Names under this prefix need no policy of their own, of which an account has ten.
          ...(name !== undefined && { logGroupName: `/aws/vendedlogs/states/${name}` }),
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: sfn.LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    machine.addToRolePolicy(
      allow(
        ['lambda:InvokeFunction'],
        ...(['decide', ...WORK_STEPS] as const).map((step) => this.#props.resource(step)),
      ),
    );
    machine.addToRolePolicy(allow(['sns:Publish'], this.#props.emergency));
  }

  /** A step: its input is the run and the keys, its output the run; errors of a moment are tried again. */
  private task(step: 'decide' | (typeof WORK_STEPS)[number], comment: string): sfn.CustomState {
    const state = new sfn.CustomState(this, step, {
      stateJson: { Type: 'Task', Comment: comment, Resource: this.#props.resource(step), TimeoutSeconds: 120 },
    });
    state.addRetry({ errors: ['States.ALL'], interval: Duration.seconds(1), backoffRate: 2, maxAttempts: 3 });
    return state;
  }

  /** Rule 8: when a step keeps failing, people hear of it by the shortest way there is, without any code of ours, and the run tries again. */
  private emergency(): sfn.CustomState {
    return new sfn.CustomState(this, 'emergency', {
      stateJson: {
        Type: 'Task',
        Comment: 'A step keeps failing: say so by the shortest way',
        Resource: 'arn:aws:states:::sns:publish',
        Parameters: {
          TopicArn: this.#props.emergency,
          Subject: 'Tocsin: a step keeps failing',
          'Message.$': `States.Format('${EMERGENCY}', $.incident, $.error.Error, $.error.Cause)`,
        },
        TimeoutSeconds: 60,
        ResultPath: '$.emergency',
      },
    });
  }
}

const EMERGENCY =
  'Tocsin cannot go on with incident {}: a step keeps failing ({}: {}). Nobody may have been paged: look yourself. It is tried again every half minute.';

const COMMENTS: Readonly<Record<(typeof WORK_STEPS)[number], string>> = {
  confirm: 'A second opinion from the other locations',
  page: 'Whoever is due now',
  tell: 'News for those already paged',
  remedy: 'Plan, apply or verify: one short guarded step',
};
