/* What people type to which a page is the answer. Loaded by search-worker.js at the first query.

   createAsked(pages) → compare; pages: the questions of each page, [{stems, concepts, weight}, …]: the stems of its
   words in order, small ones ("how", "long") too, for each word the concepts that it is part of the name of, and what the
   question is worth beside others. compare(tokens) takes one map (stem → weight) a word and returns {like, all}: like, for each page,
   how much its questions are like the query; all, what a question is worth that is the query itself. */
"use strict"
{
  // A question that shares two things with the query is like it as far as each covers the other: 0 not at all, 1 in full.
  const FORWARD = 0.75           // how much of the query the question has
  const BACKWARD = 0.65          // how much of the question the query has

  const idf = (all, having) => Math.log(1 + (all - having + 0.5) / (having + 0.5))

  self.createAsked = pages => {
    const questions = []
    pages.forEach((list, page) => list.forEach(question => questions.push({...question, page})))
    const having = new Map()      // stem → questions that have it
    const places = new Map()      // stem → [[question, place in it], …]
    questions.forEach((question, number) => {
      const seen = new Set()
      question.stems.forEach((stem, place) => {
        for (const item of [stem, ...question.concepts[place]]) {
          if (!places.has(item)) places.set(item, [])
          places.get(item).push([number, place])
          if (!seen.has(item)) having.set(item, (having.get(item) ?? 0) + 1)
          seen.add(item)
        }
      })
    })
    /* The fewer questions have a stem, the more it says. */
    const worth = stem => idf(questions.length, having.get(stem) ?? 0)
    for (const question of questions) question.all = question.stems.reduce((sum, stem) => sum + worth(stem), 0)

    return tokens => {
      const shared = new Map()      // question → {forward, backward}: what they share, by word of the query and of the question
      let all = 0
      tokens.forEach(token => {
        let most = 0
        const best = new Map()
        for (const [stem, weight] of token) {
          const value = weight * worth(stem)
          if (having.has(stem)) most = Math.max(most, value)
          for (const [number, place] of places.get(stem) ?? []) {
            if (value > (best.get(number) ?? 0)) best.set(number, value)
            if (!shared.has(number)) shared.set(number, {forward: 0, backward: new Map()})
            const {backward} = shared.get(number)
            if (!(backward.get(place) >= weight)) backward.set(place, weight)
          }
        }
        all += most
        best.forEach((value, number) => { shared.get(number).forward += value })
      })
      const like = new Float64Array(pages.length)
      shared.forEach(({forward, backward}, number) => {
        const {page, stems, weight: part, all: own} = questions[number]
        let covered = 0
        backward.forEach((weight, place) => { covered += weight * worth(stems[place]) })
        like[page] += part * forward * (forward / all) ** FORWARD * (covered / own) ** BACKWARD
      })
      return {like, all}
    }
  }
}
