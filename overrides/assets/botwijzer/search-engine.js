/* Search engine: finds and ranks. Loaded by search-worker.js at the first query, after search-words.js and search-text.js.

   createSearch(index) → search(query, texts) → [[page, section, …], …], best page first, items as Material for MkDocs
   reads them. index, texts: hooks/botwijzer/publish/search_index.py; without texts (they come later) no excerpts.

   Each word of the query is worth what its best stem is worth on a page: rare stems more (BM25's idf), stems in the
   title, the opening, a heading or an alarm sign more than in the text. The best section counts once more: words that
   stand together answer together. A concept of the termbase is a stem of its own, named by any of its names. */
"use strict"
{
  const TITLE = 3.2, LEAD = 1.1, HEADING = 1.2, TEXT = 2, ALARM = 2.5   // what a hit is worth, by place
  const HALF = 1.6               // sections with a stem that give half of TEXT
  const SECTION = 0.7            // of the best section, on top of the page
  const SECTION_HEADING = 1.2
  const CONCEPT = 0.95, LAY = 0.6
  const STOP = 0.05              // a small word beside others
  const ALONE = 0.35             // a word of a name, beside the name as a whole
  const MIN_CONCEPT = 0.45       // weight from which a stem may be part of a name
  const MIN_SHARE = 0.12         // of the best score: below it a hit is noise
  const OPEN_SECTIONS = 2        // sections shown; Material folds the others away
  const MAX_SECTIONS = 6
  const MAX_PAGES = 20

  const idf = (all, having) => Math.log(1 + (all - having + 0.5) / (having + 0.5))

  /* Entries as the file has them → pages with their sections, each with sets of stems; concepts are stems too. */
  const readPages = (entries, words, concept) => {
    const pages = []
    const titleStems = title => new Set(self.tokenizeText(title).flatMap(words.stemsOf))
    entries.forEach(([location, title, distances, keys, weight, alarms], number) => {
      let last = 0
      const stems = new Set(distances.map(distance => (last += distance)))
      const heading = titleStems(title)
      keys.forEach(key => stems.add(concept(key)))
      const isSection = location.startsWith("#")
      if (!isSection) {
        let sign = 0
        pages.push({location, title, weight, number, heading, alarms: new Set(alarms.map(d => (sign += d))), sections: [], counts: new Map()})
      }
      const page = pages.at(-1)
      page.sections.push({location: page.location + (isSection ? location : ""), title, number, stems, heading})
      for (const stem of new Set([...stems, ...heading])) page.counts.set(stem, (page.counts.get(stem) ?? 0) + 1)
    })
    return pages
  }

  self.createSearch = index => {
    const words = self.createWords(index)
    const concepts = index.concepts.map(names => names.split("|").map(self.tokenizeText))
    concepts.flat(2).forEach(words.add)
    words.finish()
    const concept = key => -1 - key
    const pages = readPages(index.entries, words, concept)
    const findNames = self.createNames(concepts, words, index.terms, {CONCEPT, LAY, MIN_CONCEPT})
    const having = new Map(), inSections = new Map()
    for (const page of pages) {
      for (const [stem, number] of page.counts) {
        having.set(stem, (having.get(stem) ?? 0) + 1)
        inSections.set(stem, (inSections.get(stem) ?? 0) + number)
      }
    }
    for (const page of pages) {
      for (const section of page.sections) {
        const titleTokens = self.tokenizeText(section.title).map(word => new Map(words.stemsOf(word).map(stem => [stem, 1])))
        findNames(titleTokens).forEach(({key}) => section.heading.add(concept(key)))
      }
      page.heading = page.sections[0].heading
    }
    const rarity = stem => (idf(pages.length, having.get(stem) ?? 0) + idf(index.entries.length, inSections.get(stem) ?? 0)) / 2

    /* The words of a query, each as a map from stem to worth. */
    const read = query => {
      const typed = self.tokenizeText(query)
      const isTyping = /[\p{L}\p{N}]$/u.test(query)
      const tokens = typed.flatMap((word, place) => {
        const isLast = isTyping && place === typed.length - 1
        return words.split(word).map(part => ({isStop: words.isStop(part), stems: words.stemsFor(part, isLast)}))
      })
      const meaning = tokens.filter(token => !token.isStop)
      const useful = meaning.length ? meaning : tokens
      const maps = useful.map(({stems}) => new Map(stems))
      for (const {key, start, end, weight} of findNames(maps)) {
        for (let place = start; place < end; place++) {
          if (end - start > 1) useful[place].inName = true
          useful[place].names = [...useful[place].names ?? [], [concept(key), weight]]
        }
      }
      return useful.map(({stems, names = [], inName}) => {
        const worth = new Map()
        for (const [stem, weight] of stems) worth.set(stem, weight * (inName ? Math.max(ALONE, 0.6) : 1) * rarity(stem))
        for (const [stem, weight] of names) worth.set(stem, weight * rarity(stem))
        return worth
      })
    }

    const best = (worth, value) => {
      let most = 0
      for (const [stem, amount] of worth) if (amount > 0) most = Math.max(most, amount * value(stem))
      return most
    }
    const sum = (tokens, value) => tokens.reduce((total, worth) => total + best(worth, value), 0)

    const onPage = page => stem => {
      const number = page.counts.get(stem)
      const alarm = page.alarms.has(stem) ? ALARM : 0
      if (!number) return 0
      return TEXT * number / (number + HALF) + alarm + (page.heading.has(stem) ? TITLE : 0)
        + (page.sections[0].stems.has(stem) ? LEAD : 0)
        + (page.sections.some((section, place) => place && section.heading.has(stem)) ? HEADING : 0)
    }
    const inSection = section => stem => (section.stems.has(stem) ? 1 : 0) + (section.heading.has(stem) ? SECTION_HEADING : 0)

    const score = tokens => pages.map(page => {
      const whole = sum(tokens, onPage(page))
      if (!whole) return {page, score: 0}
      const sections = page.sections.map(section => ({section, score: sum(tokens, inSection(section))}))
      const top = Math.max(...sections.map(item => item.score))
      return {page, sections, score: (whole + SECTION * top * 2) * page.weight}
    })

    const hitsOf = tokens => {
      const stems = new Set(tokens.flatMap(worth => [...worth.keys()]))
      for (const stem of [...stems]) {
        if (stem < 0) concepts[concept(stem)].flat().forEach(word => { if (!words.isStop(word)) words.stemsOf(word).forEach(item => stems.add(item)) })
      }
      return word => words.stemsOf(word).some(stem => stems.has(stem)) && !words.isStop(word)
    }

    return (query, texts) => {
      const tokens = read(query)
      const found = score(tokens).filter(result => result.score > 0).sort((a, b) => b.score - a.score)
      const terms = Object.fromEntries(self.tokenizeText(query).map(word => [word, true]))
      const isHit = hitsOf(tokens)
      const item = (entry, points) => {
        const text = texts ? self.excerptOf(texts[entry.number], isHit) : ""
        return {location: entry.location, title: self.markHits(entry.title, isHit), text: text && `<p>${self.markHits(text, isHit)}</p>`, score: points, terms}
      }
      return found.filter(result => result.score >= found[0].score * MIN_SHARE).slice(0, MAX_PAGES).map(result => {
        const sections = result.sections.slice(1).filter(entry => entry.score > 0).sort((a, b) => b.score - a.score).slice(0, MAX_SECTIONS)
        // Material opens the sections that score as high as the page, and folds the others.
        return [item(result.page.sections[0], result.score), ...sections.map(({section}, place) =>
          item(section, place < OPEN_SECTIONS ? result.score : result.score * 0.99 / (place + 1)))]
      })
    }
  }

  /* createNames(…) → find([stem → weight, …]) → [{key, start, end, weight}, …]: which concepts a row of words names. */
  self.createNames = (concepts, words, terms, {CONCEPT, LAY, MIN_CONCEPT}) => {
    const byFirst = new Map()
    concepts.forEach((names, key) => names.forEach(name => {
      const stems = name.filter(word => !words.isStop(word) || name.length === 1).map(words.stemsOf)
      if (!stems.length || stems.some(list => !list.length)) return
      stems[0].forEach(stem => byFirst.set(stem, [...byFirst.get(stem) ?? [], {key, stems}]))
    }))
    return row => {
      const found = new Map()
      row.forEach((token, start) => {
        for (const [stem, weight] of token) {
          if (weight < MIN_CONCEPT) continue
          for (const {key, stems} of byFirst.get(stem) ?? []) {
            const weights = stems.map((list, place) => Math.max(0, ...list.map(item => row[start + place]?.get(item) ?? 0)))
            const least = Math.min(...weights)
            if (least < MIN_CONCEPT) continue
            const size = least * (key < terms ? CONCEPT : LAY)
            const id = `${key} ${start}`
            if (!(found.get(id)?.weight >= size)) found.set(id, {key, start, end: start + stems.length, weight: size})
          }
        }
      })
      return [...found.values()]
    }
  }
}
