// What the browser is asked about a page. Each function runs inside the page, and so stands alone; it answers with the
// faults that it sees.

/// Elements and attributes that run, load, link or embed: the page has none.
export function livingParts() {
  const parts = 'script, img, iframe, object, embed, link, base, form, a, audio, video, image, use, foreignObject';
  const faults = [...document.querySelectorAll(parts)].map((element) => element.outerHTML.slice(0, 80));
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes)
      if (name.startsWith('on') || ['src', 'href', 'srcdoc'].includes(name))
        faults.push(`${element.localName} ${name}=${value.slice(0, 60)}`);
  return faults;
}

export function sideways() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  return scrollWidth <= clientWidth ? [] : [`${scrollWidth} px of content in ${clientWidth}`];
}

/// Text that an element cuts off, or that stands outside the box it belongs to, where it covers what is beside it. A
/// box around it may scroll, but not on paper.
export function hiddenText() {
  const faults = new Map(); // one a kind of element
  const boxOf = (element) => {
    let box = element;
    while (['inline', 'contents'].includes(getComputedStyle(box).display)) box = box.parentElement;
    return box;
  };
  const scrolls = (overflow) => ['auto', 'scroll'].includes(overflow) && !matchMedia('print').matches;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.trim()) continue;
    const element = texts.currentNode.parentElement;
    const add = (what) => {
      const place = [element.localName, ...element.classList].join('.');
      if (!faults.has(place)) faults.set(place, `${place} ${what}: "${element.textContent.trim().slice(0, 30)}"`);
    };
    for (let around = element; around !== document.body; around = around.parentElement) {
      const cuts = (overflow) => overflow !== 'visible' && (around === element || !scrolls(overflow));
      const { overflowX, overflowY } = getComputedStyle(around);
      const { scrollWidth, clientWidth, scrollHeight, clientHeight, localName } = around;
      if (cuts(overflowX) && scrollWidth > clientWidth + 1) add(`is cut off by ${localName} at its side`);
      if (cuts(overflowY) && scrollHeight > clientHeight + 1) add(`is cut off by ${localName} below`);
    }
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const seen = [...range.getClientRects()].filter(({ width }) => width > 0);
    if (seen.length === 0) add('is not shown');
    const box = boxOf(element).getBoundingClientRect();
    const past = Math.max(0, ...seen.map(({ left, right }) => Math.max(right - box.right, box.left - left)));
    if (past > 1) add(`leaves its box by ${Math.round(past)} px`);
  }
  return [...faults.values()];
}

/// Numbers, dates and short plain words that go on in the next line: "2,02" and below it "6" is another number.
export function brokenWords() {
  const faults = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      if (!/^["(]*([A-Za-z]{1,20}|[-+$€]*\d[\d.,-]*[%KMB]?)[").,;:]*$/.test(word)) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const seen = [...range.getClientRects()].filter(({ width }) => width > 0);
      const lines = new Set(seen.map(({ top }) => Math.round(top)));
      if (lines.size > 1) faults.add(`"${word}" in ${text.parentElement.localName}`);
    }
  }
  return [...faults].slice(0, 8);
}
