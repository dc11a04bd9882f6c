// Runs the checks on one page after another: run_checks.mjs PROGRAM SAMPLES WORK KEPT, called by check_pages.
import { writtenCases } from './written_cases.mjs';
import { sampleCases, makePage } from './pages.mjs';
import { checkPage, openBrowser } from './page_checks.mjs';

const [program, samples, work, kept] = process.argv.slice(2);
let passed = 0;
let failed = 0;

/// One check of one page; its faults, if there are any, are one line.
function record(page, what, faults) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${page}: ${what}: ${faults.join('; ')}`);
}

const cases = [...sampleCases(samples), ...writtenCases(`${work}/cases`)];
const browser = await openBrowser();
try {
  for (const subject of cases) {
    const made = makePage(program, subject, `${kept}/pages/${subject.name}.html`);
    if (made.skipped) {
      console.log(`skipped ${subject.name}: ${made.skipped}`);
      continue;
    }
    record(subject.name, 'the program writes the page', made.faults);
    if (made.faults.length > 0) continue;
    try {
      await checkPage(browser, subject, kept, (what, faults) => record(subject.name, what, faults));
    } catch (error) {
      record(subject.name, 'the checks run to their end', [String(error.message).split('\n')[0]]);
    }
  }
} finally {
  await browser.close();
}
console.log(`look at ${kept}/pictures`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
