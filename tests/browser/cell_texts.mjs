// What stands in the free cells of the written cases. A function turns a label, such as "owner 2", into a text, the
// same label into the same.

const words = {
  feature: 'support agent in chat', owner: 'agent team', period: 'quarter', summary: 'It answers one customer in ten.',
  giving_up: 'two hours of waiting for every third customer', protecting: 'accounts and trust',
  betting_on: 'the audit finds most of what goes wrong', failure_mode: 'Wrong answer of kind',
  description: 'A customer is told something about the account that is not so', affected: 'customers',
  harm_type: 'money and trust', monitor: 'audit of 400 answers a day', detection_threshold: '6 wrong in any 5 days',
  rollback: 'Roll back at 10 wrong answers in any 5 days.', switch: 'flag agent.answer, 2 minutes',
  escalate_to: 'head of support', unit: 'answers per quarter', population: 'answers', stage: 'wrong',
  'last stage': 'believed and acted on', gate: 'review by counsel is', evidence: 'memo of 2026-11-03', of: 'counsel',
};

export function ordinary(label) {
  const kind = label.replace(/ \w+$/, '');
  const text = words[label] ?? words[kind] ?? label;
  return kind === 'failure_mode' || kind === 'gate' ? text + label.slice(kind.length) : text;
}

const filler = ' as pasted from a longer document, where it went on and on until it had three hundred letters;';

export const longWithBlanks = (label) => (label + filler.repeat(4)).slice(0, 300);
export const longWithoutBlanks = (label) => longWithBlanks(label).replace(/[ ,;]/g, '_');

const attacks = ['<script>window.hacked=1</script>', '"><img src=x onerror=window.hacked=1>', '{{{x}}}', '&lt;',
  'javascript:alert(1)', '</style>', '</title>'];

/// All of the attacks at once, each time beginning with another.
export const hostile = attacks.map((_, i) => [...attacks.slice(i), ...attacks.slice(0, i)].join(' '));

export const scripts = [
  '誤った口座への取り消せない操作',
  'خطأ في الحساب (مؤكد).', // from right to left
  'ग़लत खाते पर कार्रवाई',
  'نمی\u200cشود بازگرداند', // Persian, with the joiner that it needs
  '⚠️ 👩‍👩‍👧 wrong 💸 to 🇮🇳 👍🏽',
];

/// Each new label takes the next of the texts, and a number that keeps it apart.
export function oneOf(texts) {
  const known = new Map();
  return (label) => {
    if (!known.has(label)) known.set(label, `${texts[known.size % texts.length]} ${known.size}`);
    return known.get(label);
  };
}
