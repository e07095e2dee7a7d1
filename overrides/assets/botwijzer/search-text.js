/* Text of a result: the sentence around the hits, marked. Loaded by search-worker.js at the first query.

   markHits(text, isHit) → HTML; excerptOf(text, isHit) → text; isHit(folded word) → boolean. */
"use strict"
{
  const EXCERPT = 180   // characters
  const SENTENCE_END = /(?<=[.!?\u061f])\s+|\n/u
  const escape = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

  // Latin words and numbers inside a right-to-left text: as in hooks/botwijzer/publish/isolate_runs.py, for plain text.
  const RIGHT_TO_LEFT = /[\u0590-\u08ff]/
  const PART = "[\\p{Script=Latin}0-9µ₀-₉]+"
  const LATIN_WORD = `(?:[−±≥≤~+-](?=[0-9]))?${PART}(?:[.,:/@_+=×°%'’‑–—−-]{1,3}${PART})*[%+]?`
  const LATIN_RUN = new RegExp(`(${LATIN_WORD}(?: ${LATIN_WORD}| \\(${LATIN_WORD}(?: ${LATIN_WORD})*\\))*)`, "u")

  // Each letter that is typed shows much the same sections again.
  const known = new Map()
  const takeApart = text => {
    if (!known.has(text)) {
      const sentences = text.split(SENTENCE_END)
      known.set(text, {sentences, words: sentences.map(self.tokenizeText)})
    }
    return known.get(text)
  }

  const markWords = (text, isHit) => {
    let html = "", end = 0
    for (const match of text.matchAll(self.WORD_PATTERN)) {
      if (!isHit(self.foldWord(match[0]))) continue
      html += `${escape(text.slice(end, match.index))}<mark>${escape(match[0])}</mark>`
      end = match.index + match[0].length
    }
    return html + escape(text.slice(end))
  }

  /* Plain text → HTML, each hit in <mark>; in a right-to-left text each run from left to right is an island. */
  self.markHits = (text, isHit) => !RIGHT_TO_LEFT.test(text) ? markWords(text, isHit)
    : text.split(LATIN_RUN).map((piece, index) => index % 2 ? `<bdi dir="ltr">${markWords(piece, isHit)}</bdi>` : markWords(piece, isHit)).join("")

  /* The sentence that names most of the hits, and what follows it, as far as there is room. */
  self.excerptOf = (text, isHit) => {
    const {sentences, words} = takeApart(text)
    const counts = words.map(list => new Set(list.filter(isHit)).size)
    const first = counts.indexOf(Math.max(...counts))
    let shown = sentences[first]
    for (const next of sentences.slice(first + 1)) {
      if (shown.length + next.length >= EXCERPT) break
      // A title or an item of a list has no full stop: what follows it is another sentence all the same.
      shown += /[\p{L}\p{N})]$/u.test(shown) ? ` · ${next}` : ` ${next}`
    }
    if (shown.length <= EXCERPT) return shown
    // A long sentence (a list without full stops): from a little before its first hit.
    const hit = [...shown.matchAll(self.WORD_PATTERN)].find(match => isHit(self.foldWord(match[0])))?.index ?? 0
    const from = hit < EXCERPT / 2 ? 0 : shown.indexOf(" ", hit - EXCERPT / 3) + 1
    const to = from + EXCERPT < shown.length ? shown.lastIndexOf(" ", from + EXCERPT) : shown.length
    return `${from ? "… " : ""}${shown.slice(from, to > from ? to : from + EXCERPT)}${to < shown.length ? " …" : ""}`
  }
}
