/* The days of the next injections or infusions, and a calendar file of them (RFC 5545), made here: nothing is sent or kept.
   Each day counts from the first one, so that a short month does not move all later ones: 31 August, 28 February, 31 August. */
"use strict"
{
  const form = document.querySelector('[data-bw="planner"]')
  const text = document.querySelector(".bw-text")
  const part = name => form.querySelector(`[data-part="${name}"]`)
  const COUNT = 4                      // how many days ahead
  const OLDEST = 1990                  // no year of an injection lies before it
  const MOST_OCTETS = 75               // in a line of the file
  // Before the day itself, which begins at midnight: 4 weeks and 1 week earlier, at nine in the morning.
  const ALARMS = ["-P27DT15H", "-P6DT15H"]

  const two = number => `${number}`.padStart(2, "0")
  const stamp = ({ year, month, day }) => `${year}${two(month)}${two(day)}`
  const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate()
  const later = ({ year, month, day }, months) => {
    const count = year * 12 + month - 1 + months
    const [there, then] = [Math.floor(count / 12), count % 12 + 1]
    return { year: there, month: then, day: Math.min(day, lastDay(there, then)) }
  }
  const next = ({ year, month, day }) => {
    const date = new Date(Date.UTC(year, month - 1, day + 1))
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  }
  const today = () => {
    const now = new Date()
    return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() }
  }
  const write = ({ year, month, day }) => {
    const values = { day, month: form.dataset.months.split("|")[month - 1], year }
    return form.dataset.date.replace(/\{(\w+)\}/g, (whole, name) => values[name])
  }

  /* Digits of any script, as phones type them: Arabic ones too. */
  const digits = field => field.value.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, sign => sign.charCodeAt(0) % 16)
  const readDate = () => {
    const [year, month, day] = ["year", "month", "day"].map(name => digits(form.elements[name])).map(typed => /^\d{1,4}$/.test(typed) ? +typed : NaN)
    const exists = year >= OLDEST && year <= 9000 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month)
    return exists ? { year, month, day } : null
  }

  const escape = words => words.replace(/[\\;,]/g, "\\$&").replace(/\r?\n|\r/g, "\\n")
  const fold = line => {
    const lines = [""]
    let octets = 0
    for (const sign of line) {         // by character: never inside one
      const size = new TextEncoder().encode(sign).length
      if (octets + size > MOST_OCTETS) {
        lines.push(" ")
        octets = 1
      }
      lines[lines.length - 1] += sign
      octets += size
    }
    return lines.join("\r\n")
  }
  const calendar = (what, name, days) => {
    const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
    const language = document.documentElement.lang
    const summary = `SUMMARY;LANGUAGE=${language}:${escape(name)}`
    const reminder = `DESCRIPTION;LANGUAGE=${language}:${escape(form.dataset.reminder)}`
    // The name of an event follows from its day: the same file twice, or a plan made again, gives no double days.
    const events = days.flatMap(day => ["BEGIN:VEVENT", `UID:${what}-${stamp(day)}@botwijzer`, `DTSTAMP:${now}`,
      `DTSTART;VALUE=DATE:${stamp(day)}`, `DTEND;VALUE=DATE:${stamp(next(day))}`, summary, reminder, `URL:${location.origin}${location.pathname}`, "TRANSP:TRANSPARENT",
      ...ALARMS.flatMap(before => ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${before}`, reminder, "END:VALARM"]), "END:VEVENT"])
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//Botwijzer//${language.toUpperCase()}`, "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"]
    return lines.map(line => `${fold(line)}\r\n`).join("")
  }

  const paragraph = words => Object.assign(document.createElement("p"), { textContent: words })
  /* What to do when it is late stands on the page, bound to its source; the answer takes it from there. */
  const advice = claim => {
    const said = paragraph("")
    const block = text.querySelector(`#te-laat ~ ul [data-claims~="${claim}"]`)
    if (block) said.append(...block.cloneNode(true).childNodes)
    said.className = "bw-late"
    return said
  }
  const wrong = fault => ["day", "month", "year"].forEach(name => {
    if (fault) form.elements[name].setAttribute("aria-invalid", "true")
    else form.elements[name].removeAttribute("aria-invalid")
  })
  let file = ""
  const clear = () => {
    part("answer").textContent = ""
    part("save").hidden = true
    if (file) URL.revokeObjectURL(file)
    file = ""
  }
  const answer = () => {
    clear()
    const last = readDate()
    const isFuture = last && stamp(last) > stamp(today())
    wrong(!last || isFuture)
    if (!last || isFuture) {
      part("answer").append(paragraph(isFuture ? form.dataset.future : form.dataset.noDate))
      form.elements.day.focus()
      return
    }
    const choice = form.querySelector('[name="what"]:checked')
    const days = Array.from({ length: COUNT }, (_, index) => later(last, +choice.dataset.months * (index + 1)))
    if (stamp(days[0]) < stamp(today())) {
      const [before, after] = form.dataset.late.split("{date}")
      const line = paragraph(before)
      line.append(Object.assign(document.createElement("bdi"), { textContent: write(days[0]) }), after)
      part("answer").append(line, advice(choice.dataset.late))
      return
    }
    const list = document.createElement("ol")
    days.forEach(day => list.append(Object.assign(document.createElement("li"), { textContent: write(day) })))
    const name = choice.parentNode.querySelector("span").textContent
    part("answer").append(paragraph(`${name}. ${form.dataset.next}`), list)
    file = URL.createObjectURL(new Blob([calendar(choice.value, name, days)], { type: "text/calendar;charset=utf-8" }))
    part("save").querySelector("a").href = file
    part("save").hidden = false
  }

  form.addEventListener("submit", event => {
    event.preventDefault()
    answer()
  })
  form.addEventListener("input", () => {
    clear()
    wrong(false)
  })
  // Where the page speaks of the next time: before the card on paper.
  document.getElementById("kaart").before(form)
  form.hidden = false
}
