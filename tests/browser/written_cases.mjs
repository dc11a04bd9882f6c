// Cases written to strain the page: few and many failure modes, long text, other scripts, hostile text in every cell.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostile, longWithBlanks, longWithoutBlanks, oneOf, ordinary, scripts } from './cell_texts.mjs';

const quoted = (cell) => `"${String(cell).replaceAll('"', '""')}"`;
const csv = (rows) => rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');

const modeColumns = ['failure_mode', 'description', 'affected', 'harm_type', 'reversible', 'cost_per_harm', 'harm_cap',
  'monitor', 'detection_threshold', 'rollback', 'switch', 'drilled', 'owner', 'escalate_to'];
const harmColumns = ['failure_mode', 'stage', 'low', 'best', 'high', 'k', 'n', 'unit', 'evidence', 'source', 'expert'];

/// The files of a case of so many failure modes; `say` gives each free cell its text from a label such as "owner 2".
function filesOf(modes, say, verdicts) {
  const facts = ['feature', 'owner', 'period', 'summary', 'giving_up', 'protecting', 'betting_on'];
  const numbers = Array.from({ length: modes }, (_, i) => i + 1);
  const modeRow = (i) => {
    const fixed = { reversible: ['no', 'partly', 'yes'][i % 3], cost_per_harm: '85', harm_cap: 300,
      drilled: i % 2 ? '2026-11-12' : '' };
    return modeColumns.map((name) => fixed[name] ?? say(`${name} ${i}`));
  };
  const chain = (i) => [
    ['population', '', 20000 + i, '', '', '', say('unit'), 'measured', say(`log ${i}`), ''],
    ['stage', '', '', '', 4, 250, 'share', 'measured', say(`audit ${i}`), ''],
    ['last stage', '20%', '30%', '45%', '', '', 'share', 'expert', say(`opinion ${i}`), say('expert')],
  ].map(([stage, ...cells]) => [say(`failure_mode ${i}`), say(`${stage} ${i}`), ...cells]);
  const gate = (is) => [say(`gate ${is}`), is, 'safety', say(`evidence ${is}`), say(`of ${is}`)];
  return {
    'feature.csv': csv([['key', 'value'], ...facts.map((key) => [key, say(key)])]),
    'failure_modes.csv': csv([modeColumns, ...numbers.map(modeRow)]),
    'harms.csv': csv([harmColumns, ...numbers.flatMap(chain)]),
    'gates.csv': csv([['gate', 'verdict', 'kind', 'evidence', 'owner'], ...verdicts.map(gate)]),
  };
}

const verdicts = ['pass', 'fail', 'unknown'];
const inName = (text) => text.replaceAll('/', '');
const { 'harms.csv': harms } = filesOf(1, oneOf(hostile), []);
const table = [
  { name: 'one-failure-mode', pages: 1, files: filesOf(1, ordinary, ['pass']) },
  { name: 'forty-failure-modes', pages: 1, files: filesOf(40, ordinary, verdicts) },
  { name: 'long-names-with-blanks', pages: 2, files: filesOf(1, longWithBlanks, verdicts) },
  { name: 'long-names-without-blanks', pages: 2, files: filesOf(1, longWithoutBlanks, verdicts) },
  { name: 'three-long-names', pages: 4, files: filesOf(3, longWithBlanks, verdicts) }, // 19,000 letters, 9,000 a sheet
  { name: 'other-scripts', pages: 2, files: filesOf(3, oneOf(scripts), verdicts) },
  { name: 'hostile', pages: 2, files: filesOf(3, oneOf(hostile), verdicts), folder: inName(hostile[0]) },
  { name: 'hostile-folder', pages: 2, files: { 'harms.csv': harms }, folder: inName(hostile[1]) }, // it is the title
  { name: 'what-if', pages: 1, files: filesOf(3, ordinary, ['pass']),
    options: ['--set', `harms.${ordinary('failure_mode 1')}.${ordinary('stage 1')}*=4`] },
];

/// Writes the cases below a folder that is not there yet.
export function writtenCases(below) {
  return table.map(({ name, pages, files, folder = name, options = [] }) => {
    const place = join(below, name, folder);
    mkdirSync(place, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
    return { name, folder: place, options, pages };
  });
}
