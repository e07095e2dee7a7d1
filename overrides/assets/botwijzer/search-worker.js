/* Search worker: what Material for MkDocs talks to ("custom search"). This file is fetched on every page view, so it is
   only a stub; the engine, MiniSearch and the index of one language follow at the first letter that is typed.

   Messages (Material 9, src/templates/assets/javascripts/integrations/search/worker/message):
   0 SETUP → 1 READY at once; 2 QUERY, data: string → 3 RESULT, data: {items: [[page, section, …], …]}.
   Address: search-worker.js?lang=nl. What is typed never leaves this worker. */
"use strict"
{
  const READY = 1, QUERY = 2, RESULT = 3
  const language = new URL(self.location).searchParams.get("lang")
  let engine, waiting

  const load = async () => {
    const index = fetch(new URL(`../../search/${language}.json`, self.location))
    importScripts("vendor/minisearch/minisearch.min.js", "search-engine.js")
    const response = await index
    if (!response.ok) throw new Error(response.statusText)
    return self.createSearch(await response.json())
  }

  const answer = async query => {
    waiting = query
    const search = query.trim() && await (engine ??= load())
    // Who types fast while the engine loads gets one answer, to what stands in the box now.
    if (query === waiting) self.postMessage({type: RESULT, data: {items: search ? search(query) : []}})
  }

  self.addEventListener("message", ({data: {type, data}}) => {
    if (type === QUERY) {
      // No connection: say nothing that is not true, and try again at the next letter.
      answer(data).catch(() => { engine = undefined })
    } else {
      self.postMessage({type: READY})
    }
  })
}
