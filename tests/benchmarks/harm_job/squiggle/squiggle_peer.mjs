// The harm job with Squiggle: node squiggle_peer.mjs SAMPLES
import { run } from '@quri/squiggle-lang';

const samples = Math.round(Number(process.argv[2]));
const model = `
risk = beta(10, 9990)
exposed = 0.02 + 0.08 * beta(2.5, 3.5) // the PERT of 0.02, 0.05, 0.10
irreversible = lognormal(${Math.log(0.1)}, 0.4)
scale = triangular(0.5, 1, 1.8)
harmed = 10000000 * risk * exposed * irreversible * scale
[mean(harmed), quantile(harmed, 0.05), quantile(harmed, 0.5), quantile(harmed, 0.95)]
`;
const done = await run(model, { environment: { sampleCount: samples, xyPointLength: 1000, seed: '1', profile: false } });
const result = done.result ?? done.getResult();
if (!result.ok) throw new Error(String(result.value));
const [mean, p05, p50, p95] = result.value.result.value.getValues().map((each) => each.value);
console.log(JSON.stringify({ mean, p05, p50, p95 }));
