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
    const questions = pages.flatMap((list, page) => list.map(question => ({...question, page})))
    // The words of all questions stand in one row: a word is a place in it.
    const words = questions.flatMap(({stems, concepts}, number) => stems.map((stem, place) => ({number, stem, names: concepts[place]})))
    const places = new Map()      // stem → places
    const having = new Map()      // stem → questions that have it
    words.forEach(({number, stem, names}, place) => {
      for (const item of [stem, ...names]) {
        if (!places.has(item)) places.set(item, [])
        const known = places.get(item)
        if (!known.length || words[known.at(-1)].number !== number) having.set(item, (having.get(item) ?? 0) + 1)
        known.push(place)
      }
    })
    /* The fewer questions have a stem, the more it says. */
    const worth = stem => idf(questions.length, having.get(stem) ?? 0)
    const own = new Float64Array(questions.length)
    for (const word of words) {
      word.worth = worth(word.stem)
      own[word.number] += word.worth
    }
    // Filled and emptied again at each letter that is typed: what a question has of one word of the query and of all, how
    // well the query has each word of the questions, and each question.
    const best = new Float64Array(questions.length), forward = new Float64Array(questions.length)
    const met = new Float64Array(words.length), backward = new Float64Array(questions.length)

    return tokens => {
      const metPlaces = [], metQuestions = new Set()
      let all = 0
      for (const token of tokens) {
        const touched = new Set()
        let most = 0
        for (const [stem, weight] of token) {
          const found = places.get(stem)
          if (!found) continue
          const value = weight * worth(stem)
          most = Math.max(most, value)
          for (const place of found) {
            const {number} = words[place]
            touched.add(number)
            best[number] = Math.max(best[number], value)
            if (!met[place]) metPlaces.push(place)
            met[place] = Math.max(met[place], weight)
          }
        }
        all += most
        for (const number of touched) {
          forward[number] += best[number]
          best[number] = 0
          metQuestions.add(number)
        }
      }
      for (const place of metPlaces) {
        backward[words[place].number] += met[place] * words[place].worth
        met[place] = 0
      }
      const like = new Float64Array(pages.length)
      for (const number of metQuestions) {
        const {page, weight} = questions[number]
        like[page] += weight * forward[number] * (forward[number] / all) ** FORWARD * (backward[number] / own[number]) ** BACKWARD
        forward[number] = backward[number] = 0
      }
      return {like, all}
    }
  }
}
