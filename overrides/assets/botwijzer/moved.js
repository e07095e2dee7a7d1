/* An address that moved: on to where its link leads, with the place on the page (#) that was asked for, unless the link
   names one itself. Without this script the page sends its reader on too, to the top (publish/stub.py). */
"use strict"
{
  const link = document.querySelector("a")
  location.replace(link.hash ? link.href : link.href + location.hash)
}
