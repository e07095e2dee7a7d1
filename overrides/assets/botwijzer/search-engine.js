/* Search engine: search/<lang>.json in, Material's result items out. Loaded by search-worker.js at the first query.

   createSearch(index) → search(query) → [[page, section, …], …], best page first.
   index: {concepts: [words, …], entries: [{location, title, text, keys, title_keys}, …]}, made by
   hooks/botwijzer/publish/search_index.py; keys are numbers of concepts: words that find an entry and are never shown. */
"use strict"
{
  const BOOST = {title: 4, title_keys: 2, text: 1, keys: 0.5}
  const PAGE_BOOST = 1.5         // a page that is about the word stands above a heading that names it
  const GLOSSARY_BOOST = 0.4     // a definition is short, so it scores high: below the page that explains
  const GLOSSARY = "#term-"
  const FUZZY = [5, 8]           // letters from which one and two typing errors count, in words that we do not know
  const MIN_PREFIX_LETTERS = 4   // for words before the last
  const MIN_LAST_LETTERS = 2     // for the last, which is still being typed: "vitamine d" is not "vitamine die"
  const MIN_SHARE = 0.1          // of the best score: below it a hit is noise
  const OPEN_SECTIONS = 2        // sections shown; Material folds the others away
  const MAX_SECTIONS = 6
  const EXCERPT = 180            // characters

  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['\u2019\u02bc](?=\p{L}))*/gu
  const SENTENCE_END = /(?<=[.!?\u061f])\s+|\n/u
  // Letters that Unicode does not take apart.
  const LETTERS = {ł: "l", ı: "i", ß: "ss", ø: "o", æ: "ae", œ: "oe", đ: "d"}

  const fold = word => word.toLowerCase().normalize("NFKD")
    .replace(/[\p{M}'\u2019\u02bc]/gu, "").replace(/[łıßøæœđ]/g, letter => LETTERS[letter])

  const tokenize = text => (text.match(WORD) ?? []).map(fold)

  const escape = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)

  // Latin words and numbers inside a right-to-left text: as in hooks/botwijzer/publish/isolate_runs.py, for plain text.
  const RIGHT_TO_LEFT = /[\u0590-\u08ff]/
  const PART = "[\\p{Script=Latin}0-9µ₀-₉]+"
  const LATIN_WORD = `(?:[−±≥≤~+-](?=[0-9]))?${PART}(?:[.,:/@_+=×°%'’‑–—−-]{1,3}${PART})*[%+]?`
  const LATIN_RUN = new RegExp(`(${LATIN_WORD}(?: ${LATIN_WORD}| \\(${LATIN_WORD}(?: ${LATIN_WORD})*\\))*)`, "u")

  /* Plain text → HTML, each hit in <mark>; in a right-to-left text each run from left to right is an island. */
  const mark = (text, hits) => !RIGHT_TO_LEFT.test(text) ? markWords(text, hits)
    : text.split(LATIN_RUN).map((piece, index) => index % 2 ? `<bdi dir="ltr">${markWords(piece, hits)}</bdi>` : markWords(piece, hits)).join("")

  const markWords = (text, hits) => {
    let html = "", end = 0
    for (const match of text.matchAll(WORD)) {
      if (!hits.has(fold(match[0]))) continue
      html += `${escape(text.slice(end, match.index))}<mark>${escape(match[0])}</mark>`
      end = match.index + match[0].length
    }
    return html + escape(text.slice(end))
  }

  /* The sentence that names most of the hits, and what follows it, as far as there is room. */
  const excerpt = (text, hits) => {
    const sentences = text.split(SENTENCE_END)
    const counts = sentences.map(sentence => new Set(tokenize(sentence).filter(word => hits.has(word))).size)
    const first = counts.indexOf(Math.max(...counts))
    let shown = sentences[first]
    for (const next of sentences.slice(first + 1)) {
      if (shown.length + next.length >= EXCERPT) break
      // A title or an item of a list has no full stop: what follows it is another sentence all the same.
      shown += /[\p{L}\p{N})]$/u.test(shown) ? ` · ${next}` : ` ${next}`
    }
    if (shown.length <= EXCERPT) return shown
    // A long sentence (a list without full stops): from a little before its first hit.
    const hit = [...shown.matchAll(WORD)].find(match => hits.has(fold(match[0])))?.index ?? 0
    const from = hit < EXCERPT / 2 ? 0 : shown.indexOf(" ", hit - EXCERPT / 3) + 1
    const to = from + EXCERPT < shown.length ? shown.lastIndexOf(" ", from + EXCERPT) : shown.length
    return `${from ? "… " : ""}${shown.slice(from, to > from ? to : from + EXCERPT)}${to < shown.length ? " …" : ""}`
  }

  const boost = (entry, isPage) => isPage ? PAGE_BOOST : entry.location.includes(GLOSSARY) ? GLOSSARY_BOOST : 1

  const isPrefix = (term, index, terms) => terms.length === 1
    || term.length >= (index === terms.length - 1 ? MIN_LAST_LETTERS : MIN_PREFIX_LETTERS)

  const item = (entry, hits, score, terms) => {
    const text = excerpt(entry.text, hits)
    return {
      location: entry.location,
      title: mark(entry.title, hits),
      text: text && `<p>${mark(text, hits)}</p>`,
      score,
      terms,
    }
  }

  self.createSearch = ({concepts, entries}) => {
    const known = new Set()   // words of the pages; a misspelling that the termbase lists is none
    const engine = new self.MiniSearch({
      fields: Object.keys(BOOST),
      tokenize,
      processTerm: (term, field) => {
        if (!field.endsWith("keys")) known.add(term)
        return term
      },
      extractField: (entry, field) =>
        field.endsWith("keys") ? (entry[field] ?? []).map(number => concepts[number]).join(" ") : entry[field],
      searchOptions: {
        processTerm: term => term,
        boost: BOOST,
        boostDocument: id => boost(entries[id], id === entries[id].page),
        prefix: isPrefix,
        fuzzy: term => !known.has(term) && FUZZY.filter(letters => term.length >= letters).length,
      },
    })
    const pages = new Map()
    entries.forEach((entry, id) => {
      const address = entry.location.split("#", 1)[0]
      if (!pages.has(address)) pages.set(address, id)
      Object.assign(entry, {id, page: pages.get(address)})
    })
    engine.addAll(entries)

    return query => {
      const results = engine.search(query)
      const groups = new Map()
      for (const result of results) {
        if (result.score < results[0].score * MIN_SHARE) break
        const page = entries[result.id].page
        groups.set(page, [...groups.get(page) ?? [], result])
      }
      return [...groups].map(([page, group]) => {
        const best = group[0].score
        const own = group.find(result => result.id === page)
        const hits = result => new Set(result?.terms)
        const terms = Object.fromEntries(group.flatMap(result => result.queryTerms).map(term => [term, true]))
        const sections = group.filter(result => result !== own).slice(0, MAX_SECTIONS)
        return [
          item(entries[page], hits(own ?? group[0]), best, terms),
          // Material opens the sections that score as high as the page, and folds the others.
          ...sections.map((result, index) =>
            item(entries[result.id], hits(result), index < OPEN_SECTIONS ? best : Math.min(result.score, best * 0.99), terms)),
        ]
      })
    }
  }
}
