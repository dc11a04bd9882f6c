// Which samples there are, and how a case becomes a page.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/// A case to check is { name, folder, verb, options, pages, mayRefuse }: `verb` writes the page, report unless it is named;
/// `pages` is how many sheets its print may take, and
/// a case that may refuse is left out if the program has nothing to report of it.
export function sampleCases(samples) {
  const found = [];
  const visit = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    const name = relative(samples, folder).replaceAll('/', '-');
    if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.csv')))
      for (const [verb, suffix, pages] of [['report', '', 1], ['memo', '-memo', 2]])
        found.push({ name: name + suffix, folder, verb, options: [], pages, mayRefuse: true });
    for (const entry of entries) if (entry.isDirectory()) visit(join(folder, entry.name));
  };
  visit(samples);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/// Writes the page; answers { skipped: why } or { faults }.
export function makePage(program, { folder, verb = 'report', options, mayRefuse }, file) {
  const words = [verb, folder, '--quiet', '--format', 'html', '-o', file, ...options];
  const run = spawnSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120000 });
  const said = `exit ${run.status ?? run.signal}: ${(run.stderr || String(run.error ?? '')).trim().split('\n')[0]}`;
  if (mayRefuse && (run.status === 3 || run.status === 4)) return { skipped: said };
  return { faults: run.status === 0 && existsSync(file) ? [] : [said] };
}
