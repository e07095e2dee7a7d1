/* Words of a query → stems of the pages, each with a weight of 0 to 1. Loaded by search-worker.js at the first query.

   createWords(index) → {fold, tokenize, stemsOf, stemsFor, isStop, split}; index: search/<lang>.json, described in
   hooks/botwijzer/publish/search_index.py. The stems come from the build; here are spelling, endings, beginnings,
   compounds and typing errors. */
"use strict"
{
  // The word itself; another stem with the same root, where the word is unknown and where it is not; one or two typing
  // errors; the same beginning; the beginning of a longer word, while typing and where the word is known; a part of a word.
  const EXACT = 1, RELATED = 0.7, KIN = 0.5, CLOSE = 0.6, FAR = 0.5, ALIKE = 0.7, BEGINS = 0.7, BEGINS_KNOWN = 0.35, PART = 0.6
  const ONE_ERROR = 5, TWO_ERRORS = 8   // letters from which so many typing errors count; never in shorter words
  const MIN_STEM = 4                    // letters that two forms of a word share at least
  const MIN_PREFIX = 2                  // of the word that is being typed
  const MIN_BEGINNING = 5               // of a word before the last, which nobody is typing any more
  const MIN_PART = 3                    // of a compound
  const MIN_HEAD = 5                    // of what stands at the end of a longer word: "breuk" in "heupbreuk"
  const LINKS = ["", "s", "en", "e", "n"]   // between the parts of a Dutch compound
  const MOST_FORMS = 40

  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u0640]|['\u2019\u02bc](?=\p{L}))*/gu
  // Letters that Unicode does not take apart, and those that are written one for the other: Arabic hamza, ta marbuta,
  // alef maksura; the Ukrainian ґ; what a Russian keyboard lacks (і, є), and its own letters; Eastern Arabic digits by NFKD do not fold.
  const LETTERS = {
    ł: "l", ı: "i", ß: "ss", ø: "o", æ: "ae", œ: "oe", đ: "d",
    ٱ: "ا", ة: "ه", ى: "ي", ء: "", ک: "ك", ی: "ي", ґ: "г", ы: "и", э: "е", ъ: "", і: "и", є: "е",
    "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
  }
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu")
  // What Arabic writes together with the next word: and, so; then with, for, as; then the article.
  const CLINGING = [/^[وف](?=.{3})/u, /^(?:[وف]?[بلك]?ال|[وف]?لل)(?=.{2})/u, /^[وف]?[بلك](?=.{3})/u]
  const ARABIC = /[\u0600-\u06ff]/

  // The words of titles and texts come again at each letter that is typed.
  const known = new Map()
  const fold = word => {
    if (!known.has(word)) {
      known.set(word, word.toLowerCase().normalize("NFKD")
        .replace(/[\p{M}\u0640'\u2019\u02bc]/gu, "").replace(LETTER, letter => LETTERS[letter]))
    }
    return known.get(word)
  }

  const tokenize = text => (text.match(WORD) ?? []).map(fold).filter(Boolean)

  /* Which letters a word has, as bits: words whose letters differ much are not compared further. */
  const letterBits = word => {
    let bits = 0
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) % 31)
    return bits
  }
  const countBits = bits => {
    let count = 0
    for (; bits; bits &= bits - 1) count++
    return count
  }

  /* Typing errors between two words (a letter too many, too few, another, two that changed places), up to a limit. */
  const errors = (a, b, limit) => {
    let [before, last, row] = [[], [], Array.from({length: b.length + 1}, (_, i) => i)]
    for (let i = 1; i <= a.length; i++) {
      [before, last, row] = [last, row, [i]]
      let least = i
      for (let j = 1; j <= b.length; j++) {
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
        row.push(cost)
        least = Math.min(least, cost)
      }
      if (least > limit) return limit + 1
    }
    return row[b.length]
  }

  self.createWords = ({words, endings, stop, compounds}) => {
    const forms = new Map()      // folded form → stems
    const note = (form, stem) => {
      const stems = forms.get(form)
      if (!stems) forms.set(form, [stem])
      else if (!stems.includes(stem)) stems.push(stem)
    }
    words.forEach((list, stem) => {
      const [ends, start = ""] = list.split("|").reverse()   // "pil| len": pil, pillen
      ends.split(" ").forEach(end => note(fold(start + end), stem))
    })
    let count = words.length
    const stops = new Set(stop.split(" ").map(fold))
    const folded = [...new Set(endings.map(fold))].sort((a, b) => a.length - b.length)
    const roots = new Map()      // form without an ending → stems
    let sorted = [], bits = []

    const rootsOf = word => folded.filter(ending => word.endsWith(ending) && word.length - ending.length >= MIN_STEM)
      .map(ending => word.slice(0, word.length - ending.length))

    /* A word that pages do not have, such as a brand name: it gets a stem of its own. */
    const add = word => {
      if (!forms.has(word)) note(word, count++)
    }
    /* After the last word was added. */
    const finish = () => {
      sorted = [...forms.keys()].sort()
      bits = sorted.map(letterBits)
      for (const form of sorted) {
        for (const root of rootsOf(form)) roots.set(root, [...roots.get(root) ?? [], ...forms.get(form)])
      }
    }

    const beginning = start => {
      let [low, high] = [0, sorted.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (sorted[middle] < start) low = middle + 1
        else high = middle
      }
      const found = []
      for (; low < sorted.length && sorted[low].startsWith(start) && found.length < MOST_FORMS; low++) found.push(sorted[low])
      return found
    }

    const spellings = word => !ARABIC.test(word) ? [word]
      : [word, ...CLINGING.map(start => word.replace(start, "")), `ال${word}`].filter((item, i, all) => all.indexOf(item) === i)

    const known = word => spellings(word).find(item => forms.has(item))

    /* Forms that share their longest beginning with a word, both followed by an ending of the language. */
    const related = word => {
      for (const item of spellings(word)) {
        for (const root of rootsOf(item)) {
          // The shortest endings come first, so the longest roots.
          if (roots.has(root) && root.length >= item.length / 2) return roots.get(root)
        }
      }
      return []
    }

    /* Forms that begin as a word does, for half of it at least: what is behind may be an ending that no form shows. */
    const alike = word => {
      for (let length = word.length - 1; length >= Math.max(MIN_STEM, word.length / 2); length--) {
        const found = beginning(word.slice(0, length))
        if (found.length) return found
      }
      return []
    }

    const misspelt = word => {
      const limit = word.length >= TWO_ERRORS ? 2 : word.length >= ONE_ERROR ? 1 : 0
      if (!limit || /\d/.test(word)) return []
      const own = letterBits(word)
      let best = limit, found = []
      sorted.forEach((form, index) => {
        if (Math.abs(form.length - word.length) > best || form.length < ONE_ERROR - 1 || countBits(own ^ bits[index]) > 2 * best) return
        const number = errors(word, form, best)
        if (number > best) return
        if (number < best) found = []
        best = number
        found.push(form)
      })
      return found.map(form => [form, best === 1 ? CLOSE : FAR])
    }

    /* The first part of a compound, without what links it to the next: "botontkalkings", "ruggen" (rug). */
    const firstPart = left => LINKS.filter(link => left.endsWith(link)).map(link => left.slice(0, left.length - link.length))
      .flatMap(part => [part, part.replace(/(.)\1$/u, "$1")])
      .find(part => part.length >= MIN_PART && forms.has(part) && !stops.has(part))

    /* A compound that no page has, in words that pages have; itself when it cannot be taken apart. */
    const split = word => {
      if (!compounds || word.length < 2 * MIN_PART || forms.has(word) || related(word).length) return [word]
      for (let cut = word.length - MIN_PART; cut >= MIN_PART; cut--) {
        const [first, right] = [firstPart(word.slice(0, cut)), word.slice(cut)]
        if (!first || stops.has(right)) continue
        if (forms.has(right) || related(right).length) return [first, right]
        const rest = split(right)
        if (rest.length > 1) return [first, ...rest]
      }
      return [word]
    }

    /* Stem → weight. isLast: the word is still being typed. */
    const stemsFor = (word, isLast) => {
      const stems = new Map()
      const take = (list, weight) => list.forEach(stem => stems.set(stem, Math.max(weight, stems.get(stem) ?? 0)))
      const own = known(word)
      if (own) take(forms.get(own), EXACT)
      take(related(word), own ? KIN : RELATED)
      const isKnown = stems.size > 0
      if (isLast && word.length >= MIN_PREFIX || word.length >= MIN_BEGINNING) {
        const weight = isKnown ? BEGINS_KNOWN : isLast ? BEGINS : PART
        for (const item of spellings(word)) beginning(item).forEach(form => take(forms.get(form), weight))
      }
      if (compounds && word.length >= MIN_HEAD) {
        sorted.forEach(form => { if (form.length > word.length && form.endsWith(word)) take(forms.get(form), PART) })
      }
      if (!stems.size) spellings(word).forEach(item => misspelt(item).forEach(([form, weight]) => take(forms.get(form), weight)))
      if (!stems.size) spellings(word).forEach(item => alike(item).forEach(form => take(forms.get(form), ALIKE)))
      return stems
    }

    return {add, finish, split, stemsFor, stemsOf: word => forms.get(word) ?? [], isStop: word => stops.has(word)}
  }
  Object.assign(self, {foldWord: fold, tokenizeText: tokenize, WORD_PATTERN: WORD})
}
