// The checks of one page, and the pictures of it.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenWords, hiddenText, livingParts, sideways } from './seen_in_page.mjs';

const require = createRequire(process.env.BROWSER_PACKAGES);
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const sheet = { width: 703, height: 1055 }; // A4 less the margins of 12 and 9 mm, at 96 dots an inch

/// With a profile of its own, new and empty, which Playwright makes in TMPDIR.
export function openBrowser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true, // --headless
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

async function accessibility(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.map((v) => `${v.id} at ${v.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}` +
    (v.nodes.length > 3 ? ` and ${v.nodes.length - 3} more` : '') + ` (${v.help})`);
}

const tool = (name, ...words) => execFileSync(name, words, { encoding: 'utf8' });

function paper(pdf, allowed) {
  const facts = tool('pdfinfo', pdf);
  const sheets = Number(/^Pages: +(\d+)/m.exec(facts)[1]);
  const faults = [];
  if (sheets > allowed) faults.push(`${sheets} pages, ${allowed === 1 ? 'not 1' : `more than ${allowed}`}`);
  if (!/^Page size:.*\(A4\)/m.test(facts)) faults.push(/^Page size:.*/m.exec(facts)[0]);
  return { sheets, faults };
}

/// What the page asked for or complained of, from before it is opened.
function listen(page) {
  const heard = { requests: [], errors: [] };
  page.on('request', (request) => heard.requests.push(request.url()));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.errors.push(message.text());
  });
  page.on('pageerror', (error) => heard.errors.push(error.message));
  page.on('dialog', (dialog) => {
    heard.errors.push(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  return heard;
}

async function checkForm(page, form, size, check) {
  await page.setViewportSize(size);
  check(`no scrolling sideways, ${form}`, await page.evaluate(sideways));
  check(`no text is clipped or leaves its box, ${form}`, await page.evaluate(hiddenText));
  check(`no number or short word is broken in two, ${form}`, await page.evaluate(brokenWords));
}

/// Calls `check(what, faults)` once a check.
export async function checkPage(browser, subject, kept, check) {
  const context = await browser.newContext({ viewport: desk, colorScheme: 'light' });
  try {
    const page = await context.newPage();
    const heard = listen(page);
    const url = pathToFileURL(join(kept, 'pages', `${subject.name}.html`)).href;
    const picture = (form) => join(kept, 'pictures', `${subject.name}-${form}`);
    await page.goto(url);
    await page.waitForTimeout(200); // for what would load late

    check('it runs nothing', (await page.evaluate(() => window.hacked)) === undefined ? [] : ['window.hacked is set']);
    check('it has no element that runs, loads or links', await page.evaluate(livingParts));
    check('it asks for no file but itself', heard.requests.filter((asked, i) => i > 0 || asked !== url));

    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      check(`accessible in ${colorScheme}`, await accessibility(page));
      await page.screenshot({ path: `${picture(colorScheme)}.png`, fullPage: true });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await checkForm(page, '1280 px wide', desk, check);
    await checkForm(page, '390 px wide', phone, check);
    await page.screenshot({ path: `${picture('phone')}.png`, fullPage: true });
    await page.emulateMedia({ media: 'print' });
    await checkForm(page, 'in print', sheet, check);
    await page.emulateMedia({ media: null });

    const pdf = join(kept, 'pages', `${subject.name}.pdf`);
    await page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true });
    const { sheets, faults } = paper(pdf, subject.pages);
    check('printed on A4', faults);
    for (let n = 1; n <= sheets; n += 1) {
      const only = ['-singlefile', '-f', n, '-l', n];
      tool('pdftoppm', '-png', '-r', '110', ...only, pdf, picture(n === 1 ? 'print' : `print-${n}`));
    }
    check('the browser has nothing to complain of', heard.errors);
  } finally {
    await context.close();
  }
}
