import { Command, CommanderError } from 'commander';
import {
  ack,
  describeAck,
  describeEscalate,
  describeMute,
  describeNote,
  describeOpen,
  describeReassign,
  describeResolve,
  escalate,
  mute,
  note,
  open,
  reassign,
  resolve,
} from './answers.ts';
import { describeChannels, describeTestChannels, testChannels } from './channels.ts';
import { check, describeCheck } from './check.ts';
import { cost, describeCost } from './cost.ts';
import { demo, describeDemo } from './demo.ts';
import { describeDeploy, describeRecordDeploy, recordDeploy } from './deploy.ts';
import { describeDiagnose, diagnoseMonitors } from './diagnose.ts';
import { describeDoctor, doctor } from './doctor.ts';
import { describeDrill, drill } from './drill.ts';
import { describeIncidents, showIncidents } from './incidents.ts';
import { describeInit, init } from './init.ts';
import { EXIT, type Exit, Failure, type Io, processIo } from './io.ts';
import { describeOncall, oncall } from './oncall.ts';
import { describeProve, prove } from './prove.ts';
import { describeRbac, rbac } from './rbac.ts';
import { applyRemedy, describeApplyRemedy, describePlanRemedy, describeRemedy, planRemedy } from './remedy.ts';
import { describeReplay, replay } from './replay.ts';
import { describeRun, run } from './run.ts';
import { describeSimulate, simulate } from './simulate.ts';
import { describeStart, start } from './start.ts';
import { describeStatus, showStatus } from './status.ts';
import { describeValidate, validate } from './validate.ts';
import { VERSION } from './version.ts';

/** Runs one command and answers its exit code. Expected failures are a sentence; a bug keeps its stack. */
export async function commandLine(args: readonly string[], io: Io = processIo()): Promise<number> {
  let exit: Exit = EXIT.ok;
  const then =
    <Args extends unknown[]>(work: (...args: [...Args, Io]) => Promise<Exit>) =>
    async (...all: [...Args, Command]) => {
      exit = await work(...(all.slice(0, -1) as Args), io);
    };
  const program = new Command('tocsin')
    .description(
      'Watches a web service from outside, pages people until someone answers, rolls bad deploys back where that is safe.',
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nBegin with:\n  tocsin demo                      a small shop, watched, to break\n  tocsin init && tocsin run        your own system\n',
    );
  describeRun(program.command('run')).action(then(run));
  describeDemo(program.command('demo')).action(then(demo));
  describeStart(program.command('start', { hidden: true })).action(then(start));
  describeInit(program.command('init')).action(then(init));
  describeValidate(program.command('validate')).action(then(validate));
  describeCheck(program.command('check')).action(then(check));
  describeProve(program.command('prove')).action(then(prove));
  describeReplay(program.command('replay')).action(then(replay));
  describeSimulate(program.command('simulate')).action(then(simulate));
  describeOncall(program.command('oncall')).action(then(oncall));
  describeCost(program.command('cost')).action(then(cost));
  describeDiagnose(program.command('diagnose')).action(then(diagnoseMonitors));
  const remedies = describeRemedy(program.command('remedy'));
  describePlanRemedy(remedies.command('plan')).action(then(planRemedy));
  describeApplyRemedy(remedies.command('apply')).action(then(applyRemedy));
  describeRbac(program.command('rbac')).action(then(rbac));
  describeStatus(program.command('status')).action(then(showStatus));
  describeIncidents(program.command('incidents')).action(then(showIncidents));
  describeAck(program.command('ack')).action(then(ack));
  describeEscalate(program.command('escalate')).action(then(escalate));
  describeReassign(program.command('reassign')).action(then(reassign));
  describeNote(program.command('note')).action(then(note));
  describeOpen(program.command('open')).action(then(open));
  describeResolve(program.command('resolve')).action(then(resolve));
  const channels = describeChannels(program.command('channels'));
  describeTestChannels(channels.command('test')).action(then(testChannels));
  const deploys = describeDeploy(program.command('deploy'));
  describeRecordDeploy(deploys.command('record')).action(then(recordDeploy));
  describeDoctor(program.command('doctor')).action(then(doctor));
  describeDrill(program.command('drill')).action(then(drill));
  describeMute(program.command('mute')).action(then(mute));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.config;
    if (error instanceof Failure) {
      io.err(error.message);
      return error.exit;
    }
    throw error;
  }
}
