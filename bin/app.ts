import { App } from 'aws-cdk-lib';
import { tocsinApp } from '../lib/app.ts';

/** The CDK app: `npx cdk deploy --all -c config=FILE`. */
const app = new App();
const problems = tocsinApp(app);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 2;
