// Exit 0 if the file is an AnalysisTemplate by the published schema, and a broken copy of it is not.
import { readFileSync } from 'node:fs';
import * as yaml from 'js-yaml';
import { AnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate';

const template = yaml.load(readFileSync(process.argv[2], 'utf8'));
new AnalysisTemplate(template).validate();
const broken = structuredClone(template);
broken.spec.metrics[0].failureCondition = 3;
try {
  new AnalysisTemplate(broken).validate();
} catch {
  process.exit(0);
}
console.error('a failureCondition that is a number was taken');
process.exit(1);
