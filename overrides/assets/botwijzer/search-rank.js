/* What a stem is worth on each page and in each section. Loaded by search-worker.js at the first query.

   createRanking(entries, {headingStems, startOf, concept, stemsIn, conceptsIn, isSmall}) → {rank}; entries:
   search/<lang>.json. rank(words, small) takes one map (stem → weight) a word and returns {results: [{page, score}],
   sectionsOf(page) → [{section, score}]}, best first. Each word counts for the best of its stems. A stem is worth more the fewer pages, titles or headings have
   it (BM25's idf), and more in a title, an opening, a heading or an alarm sign than in the text. The best section counts
   once more: words that stand together answer together. The questions that a page answers (search-asked.js), its title
   and its headings count by how like they are to the query as a whole. */
"use strict"
{
  const TITLE = 2, LEAD = 0.3, HEADING = 0.4, TEXT = 1.1, ALARM = 3, ASKED = 7   // by place
  const HALF = 5, HALF_ASKED = 2.5 // sections, questions with a stem that give half of TEXT, of ASKED
  const TITLE_START = 2          // of TITLE: what a title begins with is what its page is about
  const ALL_ALARMS = 0.4         // more of the score, when all that was asked are alarm signs; less for a part
  const URGENT = 2               // more of the score, when two words or more, and half of all, stand in one emergency
  const URGENT_LIKE = 6          // less, the more another page's questions are like the query than so many times this one's
  const URGENT_WORDS = 2, URGENT_SHARE = 0.5, URGENT_WEIGHT = 0.6
  const LONG_TITLE = 3           // stems; in a longer title each is worth less
  const SECTION = 2            // of the best section, on top of the page
  const SECTION_HEADING = 0.4
  const LIKE = 4                 // of what the questions of a page are like the query
  const AS_TITLE = 0.8, AS_HEADING = 1.1   // a title, a heading, beside a question

  const idf = (all, having) => Math.log(1 + (all - having + 0.5) / (having + 0.5))

  const tally = (counts, stems) => stems.forEach(stem => counts.set(stem, (counts.get(stem) ?? 0) + 1))

  const fromDistances = distances => {
    let last = 0
    return distances.map(distance => (last += distance))
  }

  /* Entries as the file has them → pages with their sections, each with sets of stems; concepts are stems too. */
  const readPages = (entries, headingStems, concept) => {
    const pages = []
    entries.forEach(([location, title, distances, keys, weight, alarms, urgent, asked], number) => {
      const isSection = location.startsWith("#")
      if (!isSection) {
        const emergencies = urgent.map(([signs, names]) => new Set([...fromDistances(signs), ...names.map(concept)]))
        pages.push({location, weight, alarms: new Set(fromDistances(alarms)), urgent: emergencies, asked, sections: []})
      }
      const page = pages.at(-1)
      page.sections.push({
        location: page.location + (isSection ? location : ""), title, number,
        heading: headingStems(title),
        stems: new Set([...fromDistances(distances), ...keys.map(concept)]),
      })
    })
    return pages
  }

  self.createRanking = (entries, {headingStems, startOf, concept, stemsIn, conceptsIn, isSmall}) => {
    const pages = readPages(entries, headingStems, concept)
    const sections = pages.flatMap((page, place) => page.sections.map(section => Object.assign(section, {page: place})))
    sections.forEach((section, place) => { section.place = place })
    const onPages = new Map(), inSections = new Map(), inTitles = new Map(), inHeadings = new Map()
    for (const page of pages) {
      page.counts = new Map()
      page.sections.forEach(({stems, heading}) => tally(page.counts, new Set([...stems, ...heading])))
      tally(onPages, [...page.counts.keys()])
      tally(inTitles, page.sections[0].heading)
    }
    sections.forEach(({stems, heading}) => { tally(inSections, new Set([...stems, ...heading])); tally(inHeadings, heading) })
    const inQuestions = new Map()
    const question = (stems, weight) => ({stems, weight, concepts: conceptsIn(stems)})
    const questions = pages.map(page => {
      const [first, ...rest] = page.sections
      const asked = page.asked.map(stems => question(stems, 1))
      page.questions = new Map()
      asked.forEach(({stems, concepts}) => tally(page.questions, new Set([...stems, ...concepts.flatMap(keys => [...keys])])))
      tally(inQuestions, [...page.questions.keys()])
      return [...asked, question(stemsIn(first.title), AS_TITLE), ...rest.map(({title}) => question(stemsIn(title), AS_HEADING * page.weight))]
    })
    const compare = self.createAsked(questions)
    const rarity = stem => (idf(pages.length, onPages.get(stem)) + idf(sections.length, inSections.get(stem))) / 2

    const pageValues = new Map(), sectionValues = new Map()   // stem → [[place, value], …]
    const note = (values, stem, place, value) => {
      if (!values.has(stem)) values.set(stem, [])
      values.get(stem).push([place, value])
    }
    const asked = ({questions}, stem) => {
      const number = questions.get(stem) ?? 0
      return number && ASKED * number / (number + HALF_ASKED) * idf(pages.length, inQuestions.get(stem))
    }
    pages.forEach((page, place) => {
      const [first, ...rest] = page.sections
      const starts = startOf(first.title)
      const norm = Math.sqrt(Math.max(1, first.heading.size / LONG_TITLE))
      const headings = new Set(rest.flatMap(({heading}) => [...heading]))
      for (const stem of page.questions.keys()) {
        if (!page.counts.has(stem) && !isSmall(stem)) note(pageValues, stem, place, asked(page, stem))
      }
      for (const [stem, number] of page.counts) {
        const inText = TEXT * number / (number + HALF) + (first.stems.has(stem) ? LEAD : 0) + (page.alarms.has(stem) ? ALARM : 0)
        note(pageValues, stem, place, asked(page, stem) + inText * rarity(stem)
          + (first.heading.has(stem) ? TITLE * (starts.has(stem) ? TITLE_START : 1) * idf(pages.length, inTitles.get(stem)) / norm : 0)
          + (headings.has(stem) ? HEADING * Math.min(rarity(stem), idf(sections.length, inHeadings.get(stem)) / 2) : 0))
      }
    })
    sections.forEach(({stems, heading}, place) => {
      for (const stem of new Set([...stems, ...heading])) {
        note(sectionValues, stem, place, (stems.has(stem) ? 1 : 0) * rarity(stem)
          + (heading.has(stem) ? SECTION_HEADING * idf(sections.length, inHeadings.get(stem)) / 2 : 0))
      }
    })

    const sum = (tokens, values, size) => {
      const total = new Float64Array(size), best = new Float64Array(size)
      for (const token of tokens) {
        best.fill(0)
        for (const [stem, weight] of token) {
          for (const [place, value] of values.get(stem) ?? []) if (weight * value > best[place]) best[place] = weight * value
        }
        for (let place = 0; place < size; place++) total[place] += best[place]
      }
      return total
    }

    /* Which part of the words of a query, by their rarity, are stems of a set. */
    const shareIn = (tokens, set) => {
      let [inside, all] = [0, 0]
      for (const token of tokens) {
        let [most, found] = [0, 0]
        for (const [stem, weight] of token) {
          if (!onPages.has(stem)) continue
          const worth = weight * rarity(stem)
          most = Math.max(most, worth)
          if (set.has(stem)) found = Math.max(found, worth)
        }
        inside += found
        all += most
      }
      return all ? inside / all : 0
    }
    /* "Chest pain after the tablet": the page that says to call comes first, whatever else speaks of chests and tablets. */
    const isUrgent = (page, words) => page.urgent.some(item => {
      const inside = words.filter(token => [...token].some(([stem, weight]) => weight >= URGENT_WEIGHT && item.has(stem))).length
      return inside >= URGENT_WORDS && inside >= URGENT_SHARE * words.length
    })
    const urgency = (page, words, {like, all, most}) => {
      if (!isUrgent(page, words)) return 1
      const doubt = all ? (most - URGENT_LIKE * like) / all : 0
      return 1 + URGENT * Math.min(1, Math.max(0, 1 - doubt))
    }
    const alarm = (page, words) => page.alarms.size ? 1 + ALL_ALARMS * Math.max(0, 2 * shareIn(words, page.alarms) - 1) : 1

    /* words: what was asked; small: words that count in titles and headings only. */
    const rank = (words, small) => {
      const tokens = [...words, ...small]
      const bySection = sum(tokens, sectionValues, sections.length)
      const top = new Float64Array(pages.length)
      bySection.forEach((value, place) => { top[sections[place].page] = Math.max(top[sections[place].page], value) })
      const {like, all} = compare(tokens)
      const most = Math.max(...like)
      const scoreOf = (value, place) => {
        const page = pages[place]
        const factor = page.weight * alarm(page, words) * urgency(page, words, {like: like[place], all, most})
        return (value + SECTION * top[place]) * factor + LIKE * like[place]
      }
      const results = [...sum(tokens, pageValues, pages.length)]
        .map((value, place) => ({page: pages[place], score: scoreOf(value, place)}))
        .filter(({score}) => score > 0)
        .sort((a, b) => b.score - a.score)
      const sectionsOf = page => page.sections.slice(1)
        .map(section => ({section, score: bySection[section.place]}))
        .filter(({score}) => score > 0)
        .sort((a, b) => b.score - a.score)
      return {results, sectionsOf}
    }
    return {rank}
  }
}
