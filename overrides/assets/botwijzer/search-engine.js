/* Search engine: a query in, Material's result items out. Loaded by search-worker.js at the first query, after
   search-words.js (words → stems), search-asked.js (questions), search-rank.js (stems → pages) and search-text.js
   (excerpts).

   createSearch(index) → search(query, texts) → {items: [[page, section, …], …]}, best page first, and where
   nothing is found ways: [{location, title}, …]. index, texts:
   hooks/botwijzer/publish/search_index.py; without texts (they come later) there are no excerpts. */
"use strict"
{
  const CONCEPT = 0.7, LAY = 0.9   // a name of a concept, an everyday word: beside the word itself, which counts 1
  const IN_NAME = 0.7            // a word of a longer name, beside the name
  const MIN_CONCEPT = 0.45       // weight from which a stem may be part of a name
  const SMALL = 0.4              // a small word, in titles and headings only: "wat is dat"
  const MIN_SHARE = 0.06         // of the best score: below it a hit is noise
  const OPEN_SECTIONS = 2        // sections shown; Material folds the others away
  const MAX_SECTIONS = 4
  const MAX_EXCERPTS = 8         // pages with excerpts: as many as site.js shows

  /* Which concepts a row of words names: find([stem → weight, …]) → [{key, start, end, weight}, …]. */
  const createNames = (concepts, words, terms) => {
    const byFirst = new Map()
    concepts.forEach((names, key) => names.forEach(name => {
      const stems = name.filter(word => !words.isStop(word) || name.length === 1).map(words.stemsOf)
      if (!stems.length || stems.some(list => !list.length)) return
      stems[0].forEach(stem => {
        if (!byFirst.has(stem)) byFirst.set(stem, [])
        byFirst.get(stem).push({key, stems})
      })
    }))
    return row => {
      const found = new Map()
      row.forEach((token, start) => {
        for (const [stem, weight] of token) {
          if (weight < MIN_CONCEPT) continue
          for (const {key, stems} of byFirst.get(stem) ?? []) {
            const least = Math.min(...stems.map((list, place) => Math.max(0, ...list.map(item => row[start + place]?.get(item) ?? 0))))
            if (least < MIN_CONCEPT) continue
            const name = {key, start, end: start + stems.length, weight: least * (key < terms ? CONCEPT : LAY)}
            const id = `${key} ${start}`
            if (!(found.get(id)?.weight >= name.weight)) found.set(id, name)
          }
        }
      })
      return [...found.values()]
    }
  }

  self.createSearch = index => {
    const words = self.createWords(index)
    const concepts = index.concepts.map(names => names.split("|").map(self.tokenizeText))
    concepts.flat(2).forEach(words.add)
    words.finish()
    const concept = key => -1 - key   // concepts are stems with numbers below zero
    const findNames = createNames(concepts, words, index.terms)
    const tokensOf = title => self.tokenizeText(title).map(word => new Map(words.stemsOf(word).map(stem => [stem, 1])))
    const headingStems = title => {
      const tokens = tokensOf(title)
      return new Set([...tokens.flatMap(token => [...token.keys()]), ...findNames(tokens).map(({key}) => concept(key))])
    }
    /* What a title begins with: its first word, and the concepts whose name begins there. */
    const startOf = title => {
      const tokens = tokensOf(title)
      return new Set([...tokens[0]?.keys() ?? [], ...findNames(tokens).filter(({start}) => !start).map(({key}) => concept(key))])
    }
    const smallStems = new Set(index.stop.split(" ").flatMap(word => words.stemsOf(self.foldWord(word))))
    const isSmall = stem => smallStems.has(stem)
    const stemsIn = title => self.tokenizeText(title).map(word => words.stemsOf(word)[0])
    /* The concepts that each word of a question is part of the name of. */
    const conceptsIn = stems => {
      const places = stems.map((_, place) => place).filter(place => !isSmall(stems[place]))
      const found = stems.map(() => new Set())
      for (const {key, start, end} of findNames(places.map(place => new Map([[stems[place], 1]])))) {
        places.slice(start, end).forEach(place => found[place].add(concept(key)))
      }
      return found
    }
    const {rank} = self.createRanking(index.entries, {headingStems, startOf, concept, stemsIn, conceptsIn, isSmall})

    const ways = index.ways.map(place => index.entries[place]).map(([location, title]) => ({location, title}))

    /* The words of a query, each a map from stem to weight, with the concepts that it names. */
    const read = query => {
      const typed = self.tokenizeText(query)
      const isTyping = /[\p{L}\p{N}]$/u.test(query)
      const parts = typed.flatMap((word, place) => words.split(word).map(part => [part, isTyping && place === typed.length - 1]))
      const isSmall = parts.some(([part]) => !words.isStop(part)) ? words.isStop : () => false
      const tokens = parts.filter(([part]) => !isSmall(part)).map(([part, isLast]) => words.stemsFor(part, isLast))
      const names = findNames(tokens)
      for (const {start, end} of names.filter(name => name.end - name.start > 1)) {
        for (const token of tokens.slice(start, end)) token.forEach((weight, stem) => token.set(stem, weight * IN_NAME))
      }
      for (const {key, start, end, weight} of names) {
        // The words of a long name share what it is worth, or a name of three words would weigh as three.
        const share = weight / Math.sqrt(end - start)
        tokens.slice(start, end).forEach(token => token.set(concept(key), Math.max(share, token.get(concept(key)) ?? 0)))
      }
      const small = parts.filter(([part]) => isSmall(part)).map(([part]) => new Map(words.stemsOf(part).map(stem => [stem, SMALL])))
      return {tokens, small}
    }

    /* Which words of a text are marked: those of the query in any form, and the names (of one word) of its concepts. */
    const hitsOf = tokens => {
      const stems = new Set(tokens.flatMap(token => [...token.keys()]))
      for (const stem of [...stems].filter(item => item < 0)) {
        concepts[concept(stem)].filter(name => name.length === 1).flat().forEach(word => words.stemsOf(word).forEach(item => stems.add(item)))
      }
      const known = new Map()
      return word => {
        if (!known.has(word)) known.set(word, !words.isStop(word) && words.stemsOf(word).some(stem => stems.has(stem)))
        return known.get(word)
      }
    }

    return (query, texts) => {
      const {tokens, small} = read(query)
      const {results, sectionsOf} = rank(tokens, small)
      const isHit = hitsOf(tokens)
      const terms = Object.fromEntries(self.tokenizeText(query).map(word => [word, true]))
      const item = (entry, score, hasText) => {
        const text = hasText ? self.excerptOf(texts[entry.number], isHit) : ""
        return {location: entry.location, title: self.markHits(entry.title, isHit), text: text && `<p>${self.markHits(text, isHit)}</p>`, score, terms}
      }
      const items = results.filter(({score}) => score >= results[0].score * MIN_SHARE).map(({page, score}, place) => {
        const hasText = Boolean(texts) && place < MAX_EXCERPTS
        // Material opens the sections that score as high as the page, and folds the others.
        return [item(page.sections[0], score, hasText), ...sectionsOf(page).slice(0, MAX_SECTIONS).map(({section}, order) =>
          item(section, order < OPEN_SECTIONS ? score : score * 0.99 / order, hasText && order < OPEN_SECTIONS))]
      })
      return items.length ? {items} : {items, ways}
    }
  }
}
