/* /infobutton/: a question of a record system in its address (HL7 Infobutton, URL form), after ? or after #, becomes a page.
   Without this file the page lists the codes.

   `infobutton.resolve(query, fragment, table)` is pure and never throws. It reads the names below and no others: age, gender,
   place, organisation and certificate of somebody are not even decoded. What the reader is (informationRecipient) and does
   (taskContext) makes no difference: all our pages are for patients. The table stands in the page (publish/infobutton.py).
   What was asked is taken out of the address and of the history; words are shown as text only, and searched after #. */
"use strict"
const infobutton = (() => {
  const MOST_SIGNS = 20_000           // of an address; the rest is not read
  const MOST_CRITERIA = 20
  const LONGEST_VALUE = 1_000
  const LONGEST_WORDS = 200

  /* Names of parameters in small letters; systems write them in several ways, with a number where there are several. */
  const NAMES = {
    code: /^mainsearchcriteria(\d*)(?:\.v)?\.(?:c|code)(\d*)$/,
    system: /^mainsearchcriteria(\d*)(?:\.v)?\.(?:cs|codesystem)(\d*)$/,
    words: /^mainsearchcriteria(\d*)(?:\.v)?\.(?:dn|displayname|ot|originaltext)(\d*)$/,
    language: /^(?:informationrecipient\.(?:v\.)?)?(?:language|languagecode|lang|taal)(?:(?:\.v)?\.(?:c|code))?(\d*)$/,
    topic: /^subtopic(\d*)(?:\.v)?\.(?:c|code)(\d*)$/,
    type: /^knowledgeresponsetype$/,
  }
  /* Names of systems, for callers that send no OID. */
  const SYSTEMS = [
    [/icpc/, ["icpc", ""]], [/snomed|^sct$/, ["snomed", ""]], [/icd-?10-?cm/, ["icd10", "cm"]], [/icd-?10/, ["icd10", "who"]],
    [/^atc$|whocc/, ["atc", ""]],
  ]
  /* Languages in three letters (ISO 639-2). */
  const THREE = { dut: "nl", nld: "nl", eng: "en", tur: "tr", ara: "ar", pol: "pl", ukr: "uk" }
  /* Subtopics (MeSH qualifiers) and the part of the site that answers them. */
  const TOPICS = { Q000175: "onderzoek/", Q000628: "behandeling/", Q000008: "behandeling/", Q000009: "behandeling/", Q000209: "vermijden/" }
  const DATA = [[/atom|xml$/, "feed.xml"], [/json|javascript/, "index.json"]]
  /* A letter of a chapter and two figures is a code of general practice, also where ICD-10 has the same signs for another thing. */
  const ICPC = /^([ABDFHKLNPRSTUWXYZ]\d\d)(?:[.-]?\d{1,3})?$/
  /* Two figures stand behind the dot of a code of general practice; one figure is ICD-10. */
  const ONE_FIGURE = /^[A-Z]\d\d\.\d$/
  /* What callers put before a code: its system, or an address of SNOMED International. */
  const BEFORE = /^(?:icpc(?:-[12])?|atc|icd-?10(?:-?cm)?|snomed|sct)\s*[:|]\s*|^https?:\/\/snomed\.info\/(?:id|sct)\//i

  const own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined)

  /* Broken percent signs stay out; nothing else is lost. */
  const decode = text => text.replace(/\+/g, " ").replace(/(?:%[0-9a-f]{2})+/gi, run => {
    try { return decodeURIComponent(run) } catch { return " " }
  })
  /* One line without control signs, signs that turn the direction of text, and halves of signs. */
  const clean = text => text.slice(0, LONGEST_VALUE).normalize("NFKC").replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim()

  const read = text => {
    const asked = { criteria: new Map(), languages: [], topics: [], type: "" }
    const criterion = number => {
      if (!asked.criteria.has(number)) asked.criteria.set(number, { code: [], system: [], words: [] })
      return asked.criteria.get(number)
    }
    for (const part of text.split(/[&;]/)) {
      const at = part.indexOf("=")
      if (at < 1 || at > LONGEST_VALUE) continue
      const name = decode(part.slice(0, at)).trim().toLowerCase()
      const kind = Object.keys(NAMES).find(key => NAMES[key].test(name))
      if (!kind) continue
      const value = clean(decode(part.slice(at + 1)))
      /* An empty code or system keeps its place: a system belongs to the code at the same place. */
      if (!value && kind !== "code" && kind !== "system") continue
      if (kind === "language") asked.languages.push(value)
      else if (kind === "topic") asked.topics.push(value.toUpperCase())
      else if (kind === "type") asked.type = value.toLowerCase()
      else {
        const [, before, after] = NAMES[kind].exec(name)
        const number = before || after || ""
        if (asked.criteria.size < MOST_CRITERIA || asked.criteria.has(number)) criterion(number)[kind].push(value)
      }
    }
    return asked
  }

  const systemOf = (value, table) => {
    const plain = value.toLowerCase().replace(/\s/g, "").replace(/^(?:urn:)?oid:/, "").replace(/^\.|\.$/g, "")
    return own(table.oids, plain) ?? SYSTEMS.find(([pattern]) => pattern.test(plain))?.[1]
  }

  /* How each system's codes are found: as written, or the wider code that holds them. */
  const FIND = {
    icpc: (raw, codes) => {
      const match = ICPC.exec(raw)
      return match && own(codes, match[1]) ? match[1] : ""
    },
    atc: (raw, codes) => {
      const plain = raw.replace(/[^A-Z0-9]/g, "")
      return own(codes, plain) ? plain : ""
    },
    snomed: (raw, codes) => {
      const digits = /^\d{6,18}(?!\d)/.exec(raw)?.[0] ?? ""
      return own(codes, digits) ? digits : ""
    },
    icd10: (raw, codes, fits) => {
      const plain = raw.replace(/[^A-Z0-9]/g, "")
      if (!/^[A-Z]\d[\dAB][\dA-Z]{0,5}$/.test(plain)) return ""
      for (let length = plain.length; length >= 3; length -= 1) {
        const code = plain.slice(0, 3) + (length > 3 ? `.${plain.slice(3, length)}` : "")
        if (own(codes, code) && fits(code)) return code
      }
      return ""
    },
  }

  const lookUp = (value, system, table) => {
    const upper = value.replace(BEFORE, "").toUpperCase()
    const [id, edition] = system
    const codes = own(table.codes, id)
    const fits = code => !edition || (own(table.only, code) ?? edition) === edition
    for (const raw of [upper.replace(/\s/g, ""), upper.split(/[\s|]/)[0]]) {
      const code = FIND[id](raw, codes, fits)
      if (code) return [id, code]
    }
    return null
  }

  /* Which system, when the caller does not say, or names one that we do not know: only what cannot be another thing. */
  const guess = (value, isForeign, table) => {
    const plain = value.replace(BEFORE, "").toUpperCase().replace(/\s/g, "")
    const ask = id => lookUp(value, [id, ""], table)
    if (isForeign) return /^[A-Z]\d\d[A-Z]{2}\d\d$/.test(plain) ? ask("atc") : null
    const found = ask("snomed") ?? ask("atc")
    if (found) return found
    if (!ICPC.test(plain)) return ask("icd10")
    const icd = ask("icd10")
    return ask("icpc") ?? (ONE_FIGURE.test(plain) || (plain.includes(".") && plain.length === icd?.[1].length && plain.length > 5) ? icd : null)
  }

  const languageOf = (asked, table) => {
    for (const value of [...asked, ...(table.preferred ?? [])]) {
      const tag = String(value).toLowerCase().split(/[^a-z]/)[0]
      const code = own(THREE, tag) ?? tag
      if (own(table.languages, code)) return code
    }
    return Object.keys(table.languages)[0]
  }

  const codesOf = ({ code, system }, table) => code.flatMap((value, place) => {
    const named = system.length > 1 ? system[place] : system[0]
    const known = named && systemOf(named, table)
    const find = text => (known ? lookUp(text, known, table) : guess(text, Boolean(named), table))
    return value.split(",").map(text => text.trim()).filter(Boolean).map(find)
  }).filter(Boolean).slice(0, MOST_CRITERIA)

  /* → { kind, language, path, pages, words }. kind: nothing (no question), page, code, data and search (go to `path`), several
     (`pages`: keys), unknown. Paths from the site's root, with #language where a page has all of them. */
  const resolve = (query, fragment, table) => {
    const after = String(fragment ?? "").replace(/^[#?/!]+/, "")
    const inside = after.includes("=") ? after : decode(after.slice(0, MOST_SIGNS)) /* some callers write %3D for = */
    const text = [String(query ?? "").replace(/^\?+/, ""), inside].map(part => part.slice(0, MOST_SIGNS)).join("&")
    const asked = read(text)
    const language = languageOf(asked.languages, table)
    const result = { kind: "nothing", language, path: "", pages: [], words: "" }
    const criteria = [...asked.criteria.values()]
    const isAsked = criteria.some(({ code, words }) => code.some(Boolean) || words.length)
    if (!isAsked) return asked.languages.length || asked.topics.length ? { ...result, kind: "unknown" } : result
    result.words = [...criteria.flatMap(({ words }) => words).join(" ")].slice(0, LONGEST_WORDS).join("").trim()
    const codes = new Map(criteria.flatMap(item => codesOf(item, table)).map(found => [found.join("/"), found]))
    const askedWords = !codes.size && result.words && !criteria.some(({ code }) => code.some(Boolean))
    if (askedWords) return { ...result, kind: "search", path: `${table.languages[language].home}#q=${encodeURIComponent(result.words)}` }
    if (!codes.size) return { ...result, kind: "unknown" }
    const [first] = codes.keys()
    const data = codes.size === 1 && DATA.find(([pattern]) => pattern.test(asked.type) && !/html/.test(asked.type))
    if (data) return { ...result, kind: "data", path: `code/${first}/${data[1]}` }
    const keys = [...new Set([...codes.values()].flatMap(([system, code]) => table.codes[system][code]))]
    const there = keys.filter(key => own(own(table.pages, key), language))
    const parts = asked.topics.map(topic => own(TOPICS, topic)).filter(Boolean)
    const fitting = there.filter(key => parts.some(part => key.startsWith(part)))
    const pages = fitting.length ? fitting : there
    /* Straight to a page only where the topic chose it: the page of a code says that the code may mean more than our text. */
    if (fitting.length === 1) return { ...result, kind: "page", pages, path: table.pages[pages[0]][language][0] }
    if (codes.size === 1) return { ...result, kind: "code", pages, path: `code/${first}/#${language}` }
    return { ...result, kind: pages.length ? "several" : "unknown", pages }
  }

  const element = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text })

  const show = ({ kind, language, pages, words }, table, base, main) => {
    const section = [...main.querySelectorAll("section[lang]")].find(({ lang }) => lang === language)
    const texts = table.languages[language]
    const box = section.querySelector("[data-found]")
    const link = (path, text) => {
      const anchor = element("a")
      anchor.href = new URL(path, base).href
      anchor.append(element("bdi", text))
      return anchor
    }
    box.replaceChildren(element("p", kind === "several" ? texts.found : texts.unknown))
    if (kind === "several") {
      const list = element("ul")
      pages.forEach(key => {
        const item = element("li")
        item.append(link(...table.pages[key][language]))
        list.append(item)
      })
      box.append(list)
    }
    if (words) {
      const line = element("p", `${texts.search} `)
      line.append(link(`${texts.home}#q=${encodeURIComponent(words)}`, words))
      box.append(line)
    }
    main.querySelectorAll("[data-found]").forEach(other => { other.hidden = other !== box })
    main.querySelector("section[lang]").before(section)
  }

  const follow = () => {
    const main = document.querySelector(".bw-codes[data-root]")
    const base = new URL(main.dataset.root, location.href)
    const table = { ...JSON.parse(document.getElementById("codes").textContent), preferred: navigator.languages }
    const result = resolve(location.search, location.hash, table)
    if (result.path) location.replace(new URL(result.path, base))
    else {
      if (location.href.includes("?") || location.hash.includes("=")) history.replaceState(null, "", location.pathname)
      if (result.kind !== "nothing") show(result, table, base, main)
    }
  }
  document.addEventListener("DOMContentLoaded", follow)
  addEventListener("hashchange", follow)
  return { resolve }
})()
